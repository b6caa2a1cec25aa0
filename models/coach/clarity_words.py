"""The Dutch words by which the clarity coach reads: cues per topic, in the notation of clarity_reading.py."""

from models.coach.clarity_reading import Lexicon

FUNCTION_WORDS = """
aan af al alle alleen als alvast ander andere anders bij binnen dan dat de deze die dit door dus echt een eens elk
elke en enkel er erg eigenlijk gaan gaat ge geen gewoon ging goed graag haar had hebben hebt heeft heel hem hen het
hier hij hoe hun ieder iedereen iemand iets ik in is ja je jij jou jouw jullie kan kon kunnen maar maken meer men met
mij mijn mocht moet moeten na naar nee niemand niet niets nog nogal nooit nu of om omdat ons onze ook op over per
reeds sinds soms te tegen toch tot tussen uit van vanuit veel via voor vooral waar waarbij wanneer want waren was wat
we weer wel werd wie wij wil willen word worden wordt zal ze zeer zich zien zij zijn zijnde zo zoals zou zouden zullen
mag mogen zelf bekijken beste dag groeten groetjes invul invullen later moment mvg navragen nvt schepen tekst test vul
weet weten volgt tbd todo idem vorig vorige keer aldaar onbekend nader bepalen uitdaging bijlage bijlagen zie
"""

PLACE = """
*straat, *straatje, *str, *steenweg, *plein, *pleintje, *laan, *dreef, *kaai, *kade, *gracht, *singel, *steeg, *markt,
*weg, *park, *wijk, *veldje, *oever, *sebaan, *poort, *brug, *hoek, *polder, n#, e#, r#, steenweg, jaagpad,
stationsbuurt, stationsomgeving, kerkomgeving, marktplein, markthal,
grote|oude|nieuwe|kleine markt|plaats|baan|dorp,
markt en|tot|naar|rond,
deelgemeente|gehucht|wijk _,
kern|centrum|dorp|hart|buurt|dorpskern|stadskern van _,
aan|rond|rondom|bij|naast|achter|tegenover|langs|tussen|van|voor|tot|naar de|het|ons|onze|t|oude|oud kerk|station|
    gemeentehuis|stadhuis|bibliotheek|bib|school|post|sporthal|park|water|kanaal|vaart|rivier|leie|schelde|dijle|
    dender|demer|nete|zenne|durme|ijzer|maas|zwembad|museum|abdij|klooster|belfort|ziekenhuis|rusthuis|ring|fabriek|
    cultuurcentrum|kruispunt|rotonde|apotheek|pastorie
"""

# Words that end like a place and are none.
NO_PLACE = """
straat, plein, park, wijk, weg, laan, markt, brug, poort, hoek, steeg, *winkelstraat, hoofdstraat, eenrichtingsstraat,
zijstraat, handelsstraat, *dagmarkt, *avondmarkt, weekmarkt, supermarkt, rommelmarkt, kerstmarkt, boerenmarkt,
jaarmarkt, *arbeidsmarkt, *woningmarkt, vastgoedmarkt, huurmarkt, afzetmarkt, wereldmarkt, braderijmarkt, buurtmarkt,
streekmarkt, onderweg, omweg, *snelweg, expresweg, uitweg, halfweg, terugweg, rijweg, fietsweg, spoorweg,
omleidingsweg, toegangsweg, invalsweg, wandelweg, verkeersweg, gewestweg, beweg, vanweg, speelplein, retailpark,
winkelpark, baanwinkelpark, bedrijvenpark, wagenpark, shoppingpark, themapark, pretpark, machinepark, invalshoek,
speelhoek, leefwijk, vaarweg, toegangspoort
"""

# A place that every town has: it says where, yet not which one.
SPOT = """
dorpskern, stadskern, stadscentrum, kernwinkelgebied, winkelgebied, *straten,
in|rond|rondom|naar|uit|van|door|buiten|langs|op|aan|voor|doorheen het|de|ons|onze|hun|een|heel|t centrum|kern|kernen|
    centra|dorpskern|dorpskernen|stadskern|stadscentrum|dorpscentrum|kernwinkelgebied|winkelstraat|winkelstraten|
    hoofdstraat|binnenstad|dorp|markt|plein|dorpsplein|kaai|plaats|platse|straat|steenweg,
in|rond ons|onze|het|de _ centrum|kern|dorp|winkelstraat|straat|plein,
in|op t dorp|plein|plaats,
up|op de plaatse|platse,
in mijn|die|deze|dat|dit straat|dorp|centrum|kern|buurt
"""

CAUSE = """
omdat, omda, doordat, want, aangezien, wegens, vanwege, oorzaak, oorzaken, reden, redenen, waarom, daardoor, waardoor,
hierdoor, nadat, verklaart, verhuisd*, verhuisde, verdween, vandaar, dankzij, veroorzaak*, verhinder*, corona*,
covid*, pandemie, wegenwerken, concurre*, beconcurre*, online, internet, webshop*, webwinkel*, commerce, baanwinkel*,
retailpark*, shoppingcent*, shopping, winkelcentr*, winkelpark*, schaalvergroting*, opvolg*, pensioen, huurprijs,
huurprijzen, vergrijz*, verouder*, achterstallig, overstroming*, failliet, faillissement*, vraagprijs,
gevolg van, gevolge van, te wijten, wijten we, komt dat, komt van, te maken met, te verklaren, speelt mee,
verhuis naar, gebrek aan, tekort aan,
komt|kwam|komen door|doordat|omdat,
sinds|sedert,
ligt|lag aan,
daar|er komt nog bij,
rijden|rijdt|rijen ... door|voorbij,
kopen ... elders|online,
door|na de|het|die|dat|een|hun|onze ... komst|sluiting|sluiten|vertrek|werken|bouw|aanleg|concurrentie|groei|stijging|
    gebrek|heraanleg|fusie|opening|crisis|brand|overstroming|overname|dood|afbraak|verdwijnen|verhuis|verkeer,
door gebrek|tekort|geldgebrek|slechte|hoge|lage|oude|te|lange,
hoge huur|huren|huurprijzen|prijzen|kosten,
huur|huren ... hoog|duur,
te duur|hoog|smal|groot|klein|oud|ver,
geen|gin|amper|zonder parking|opvolger|opvolgers|personeel|geld|bus|budget|samenwerking|overleg,
nergens een|staat|kan,
nooit vernieuwd|heraangelegd|onderhouden,
naar de|den makro|baan|supermarkt|stad|ring
"""

AFFECTED = """
handelaar*, handelaren, winkelier*, middenstand*, ondernemer*, zelfstandig*, zelstandig*, bewoner*, buurtbewoner*,
inwoner*, inwoonster*, buren, ouder, ouders, ouderen, jongeren, jeugd*, kinderen, kind, gezin, gezinnen, senior*,
bejaard*, gepensioneerd*, *plussers, klant, klanten, cliente*, bezoeker*, toerist*, *toeristen, fietser*, voetganger*,
wandelaar*, shopper*, rolstoel*, slechtziend*, blinden, beperking, buggy, horecazaken, horeca, horecauitba*, uitbat*,
*baas, *bazen, cafebaz*, cafehouder*, restauranthouder*, marktkram*, kramers, leerling*, scholier*, student*,
pendelaar*, reiziger*, eigenaar*, eigenaren, verhuurder*, huurder*, vereniging*, starter*, nieuwkomer*, mensen,
burger, burgers, dorpelingen, arbeiders, werknemer*, leverancier*, bakker*, slager*, beenhouwer*, kapper*, boeren,
producent*, alleenstaand*, mama*, dorpsgenoten,
personeel van,
oudere|oude mensen|inwoners|vrouwen|mannen|bewoners,
jonge gezinnen|mensen|gasten|ouders,
jong volk|en|gezin
"""

EFFECT = """
hopelijk, doel, doelen, doelstelling*, streefdoel*, streefcijfer*, streven, ambitie*, droom, bedoeling*, gewenst*,
wens, zodat, opdat, teneinde, naartoe, bereiken, geslaagd,
hoop dat, op zoek naar, al tevreden, moeten worden, wat kunnen we, nood aan, behoefte aan, nodig hebben,
we|wij|men|ze willen|wille|wil|wensen|hopen|dromen|mikken|streven|beogen|zoeken|verlangen|ambieren,
we|wij ... willen,
willen|wensen|hopen|dromen|mikken|streven|beogen|zoeken we|wij,
zouden|zoude we|wij,
we|wij ... zouden|zoude|zou,
bestuur|gemeente|stad|college|gemeentebestuur|stadsbestuur|raad wil|wenst|beoogt|hoopt|mikt|zoekt|streeft,
wat we zoeken|hopen|willen,
graag een|meer|minder|dat|terug|opnieuw|weer,
wenst de|het|ons,
hoe _ we|wij,
we|wij denken aan,
moet|moeten|zou|zouden ... worden|terug|weer|opnieuw,
hoe kunnen|kan we|wij,
hulp|hulpe ... om,
om opnieuw|terug|weer|meer|minder,
om ... te|terug|tegen trekken|lokken|keren|dringen|gaan|vullen|pakken|verminderen|verbeteren|verhogen|versterken|
    vergroenen|houden|krijgen|halen|maken|brengen|openen|behouden|doorbreken|vernieuwen|verlagen|verminderen|
    waarderen,
tegen # ... #|helft|minder|meer|opnieuw|terug,
van # ... naar|tot #,
van # % naar|tot
"""

# Who asks for help has not yet said what for.
HELP = """
profploeg, hulp, begeleiding, advies, ondersteuning, ondersteund, steun, vlaio, aanmerking, deelnemen, deel, meedoen,
langskomen, interesse, aanvraag, aanvragen, experten, expertise, gebruik, ideeen, webinar, subsidie
"""

# What changes in the street once the wish comes true.
CHANGE = """
zodat, opdat, meer, minder, opnieuw, terug, weer, helft, openen, krijgen, trekken, trekt, lokken, leven, leeft,
bereiken, overtuig*, brengen, vergroen*, inkort*, blijft, blijven, durven, komen, komt, groeit, groeien, daalt, dalen,
stijgt, stijgen, verdubbel*, halver*, voortaan, vaker, langer, veiliger, groener, mooier, drukker, rustiger,
aangenamer, toegankelijk*,
in plaats van
"""

TROUBLE = """
leeg*, lege, leegstand*, dicht, gesloten, sluit*, sloot, sloten, toe, verdwijn*, verdwen*, verdween, minder, amper,
niemand, nimeer, nooit, nergens, probleem, problemen, knelpunt*, klag*, klacht*, klaag*, onveilig*, verloeder*,
achteruit*, daal*, dalen, gedaald, dalend*, verlies*, verliez*, vertrok*, vertrek*, stopt*, stoppen, gestopt,
overlast, lawaai, slecht*, gevaar*, verouder*, versleten, grauw*, dood, failliet*, terugloop*, verpauper*, wegtrek*,
botsen, afhaken, verhuiz*, verhuis*, vast, nadeel, dupe, moeilijk*, storen, stoort, kwijt, afgehaakt, missen, gemist,
niet meer, haken af, niet terug,
te|zo weinig|veel|duur|druk|smal|hoog,
geen|gin
"""

THING = """
winkel*, *winkel, *winkels, *winkeltjes, pand, panden, *panden, zaak, zaken, cafe*, horeca*, restaurant*, parking*,
parkeer*, voetpad*, stoep*, plein, gevel*, etalage*, *markt, markten, kraam, kramen, bus, fiets*, bakker*, slager*,
beenhouwer*, supermarkt*, superette, kruidenier*, terras*, huur*, woning*, appartement*, bomen, groen, verlichting,
leegstand*, auto*, verkeer*, vrachtwagen*, bank, banken, apothe*, kapper*, school*, kerk, station, gebouw*, bib,
bibliotheek, brood*, rolluik*, tegels, straat*, leeg, lege, boodschappen, euro, kruispunt, fabriek*, museum,
reclamebord*, atelier*
"""

JARGON = """
integra*, geintegreerd*, transversa*, kernversterk*, cocreat*, stakeholder*, toekomstbestendig*, toekomstgericht*,
veerkracht*, inclusie*, ecosyste*, synergi*, *domein, *domeinen, langetermijn*, gedragen, participati*, draagvlak*,
faciliter*, partnerschap*, optimal*, aantrekkelijkheid, attractiviteit, duurza*, transitie*, transformati*,
gebiedsgericht*, multidisciplin*, interdisciplin*, *weefsel, innovati*, innover*, coheren*, *mix, hefbo*, *klimaat,
strategi*, kader, *kader, dynamiek, dynamisch*, veranker*, activer*, actoren, valoris*, valorer*, holisti*,
governance, hub, smart, *making, impact, focus, traject*, visie, implement*, stroomlijn*, inzet*, ingezet,
randvoorwaarde*, beleidsmatig*, afstemm*, structurele, proactie*, kwalitati*, kwaliteitsvol*, flankerend*, uitrol*,
roadmap, complementair*, multifunctione*, ontzorg*, community, driven, triple, helix, benader*, aanpak, maximal*,
meerwaarde, doorgedreven, versterken, identiteit, profiler*, positioner*, leefomgeving, klimaatrobuust*,
levenskwaliteit, beleving, beleid, beleids*,
co creat*, quick wins
"""

ATTACHMENT = """
bijgevoegd*, bijgaand*, doorgestuurd*, doorgemaild*, toegevoegd*, bijl,
bijlage #,
zie|cf|cfr|conform|raadpleeg|lees|vergelijk|vind|vindt ... bijlage|annex|tabel|bijlagen|bijl|pdf|nota|document|
    documenten|dossier|mail|website|presentatie|bestand|link|besluit|collegebesluit|plan|rapport,
in|als|per bijlage|bijlagen|annex|attach,
in de|een bijlage|bijlagen|nota|pdf,
zie aldaar|hoger|boven|hierboven|vorige|vraag|punt,
verwijs|verwijzen|verwezen|verwijst ... naar,
staat|staan|zit|zitten in de|het|onze bijlage|nota|pdf|document|dossier|plan
"""

# How many: a number counts when it says of what.
NUMBER = """
kwart, driekwart, tientallen, tiental, honderden, honderdtal, duizenden, dozijn, twintigtal, dertigtal, verdubbel*,
gehalveerd, procent,
euro #, de helft, helft van, een derde,
#|twee|drie|vier|vijf|zes|zeven|acht|negen|tien|elf|twaalf|dertien|veertien|vijftien|zestien|zeventien|achttien|
    negentien|twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd|tweehonderd|driehonderd|
    vijfhonderd|duizend|tweeduizend _,
# %|km|m|cm|m#|u|x|ha|euro,
# van|vd|op #|de|die,
een|1 op de|drie|vier|vijf|tien|#,
max|min|maximum|minimum|minstens|maximaal|nog|nu|telde|telt #
"""

# A number that names or dates and does not count.
NO_NUMBER = """
# januari|februari|maart|april|mei|juni|juli|augustus|september|oktober|november|december,
bijlage|bijl|nota|pagina|p|blz|artikel|art|nr|nummer|lot|stuk #,
*straat|*laan|*plein|*steenweg|*dreef|*weg|*markt #
"""

# Words that a Dutch text has and an English one has not.
TELLING_WORDS = """
de het een en van er wij ons onze te dat die ook niet voor naar met zie zijn staan aan bij uit maar geen
"""

DUTCH = Lexicon(
    {
        "place": PLACE,
        "no_place": NO_PLACE,
        "spot": SPOT,
        "cause": CAUSE,
        "affected": AFFECTED,
        "effect": EFFECT,
        "help": HELP,
        "change": CHANGE,
        "trouble": TROUBLE,
        "thing": THING,
        "jargon": JARGON,
        "attachment": ATTACHMENT,
        "number": NUMBER,
        "no_number": NO_NUMBER,
    },
    FUNCTION_WORDS,
    TELLING_WORDS,
)
