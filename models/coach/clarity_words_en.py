"""The English words by which the clarity coach reads: cues per topic, in the notation of clarity_reading.py."""

from models.coach.clarity_reading import Lexicon

FUNCTION_WORDS = """
the and are was were been being for from with without about into onto over under our your their his her its this that
these those there here have has had having will would shall should can could may might must not nor but also very much
many more most some any all each every both who whom whose which what when where why how than then too just only still
yet out off again once they them you she him let get got know later fill hello regards thanks please see attached
attachment test text todo tbd unknown none
"""

PLACE = """
street, lane, road, avenue, square, *straat, *plein, *steenweg, *laan, *markt, quay, boulevard, n#, e#,
around|near|at|behind|opposite|beside|along|between the station|church|library|school|park|river|canal|museum
"""

NO_PLACE = """
road map, on street,
street food|life|scene,
square metre|metres|meter|meters
"""

SPOT = """
high street,
in|around|through|of the|our|a _ centre|center|village|core,
in|around|of|through the|our centre|center|town|village|core,
town centre|center
"""

CAUSE = """
because, since, reason, reasons, online, pandemic, covid*, retired, successor*, competition,
due to, as a result, result of, caused by, owing to, thanks to, retail park, no parking, lack of, nobody took,
after the ... closed|opened|left|closure,
shopping mall|centre|center,
high rent|rents|prices
"""

AFFECTED = """
shopkeeper*, trader*, retailer*, resident*, inhabitant*, people, customer*, visitor*, tourist*, cyclist*, pedestrian*,
parent*, children, families, elderly, seniors, pensioner*, youngster*, young, student*, commuter*, owner*, landlord*,
tenant*, wheelchair*, entrepreneur*,
pub owners,
shop owner|owners
"""

EFFECT = """
goal, aim, target, objective*,
would like, so that, in order to,
we|council|town|municipality want|wants|hope|hopes|wish|wishes|aim|aims|seek|seeks|intend|plan,
we ... want|hope,
our goal|aim|ambition|dream,
should become|be|get
"""

HELP = """
help, support, advice, guidance, team, application, apply, participate, interested, call, subsidy
"""

CHANGE = """
more, fewer, less, again, half, open, opens, fill*, bring*, attract*, back, stay, stays, safer, greener, busier,
so that, instead of
"""

TROUBLE = """
empty, vacan*, closed, closing, close, fewer, less, no, nobody, never, problem*, complain*, unsafe, decline*,
declining, lose, loss, losing, leave, leaving, left, noise, bad, dangerous, outdated, dead, bankrupt, difficult,
hard to,
too much|many|few|little|narrow|busy
"""

THING = """
shop, shops, cafe*, pub, pubs, restaurant*, parking, car, cars, pavement*, square, facade*, market, stall*, bus,
bike*, bakery, butcher*, supermarket*, terrace*, rent*, housing, apartment*, tree*, lighting, traffic, lorries, bank,
pharmacy, school, church, station, building*, library, unit, units, empty, vacan*, bench*
"""

JARGON = """
holistic*, integrated, integral, stakeholder*, leverag*, synerg*, resilien*, proof, ecosystem*, sustainab*, innovat*,
inclusive, transversal*, governance, smart, hub, placemaking, impact, strateg*, framework, transition*, cocreation,
participat*, foster*, driven, approach, empower*, dynamic*, multidisciplin*, optimi*, facilitat*, partnership*,
roadmap, vision, capacity, community,
future proof, co creation
"""

ATTACHMENT = """
attached, enclosed,
in attachment,
see|cf|refer|find|consult ... attached|attachment|attachments|annex|appendix|document|pdf|file|enclosed|website|plan,
in the annex|appendix|attachment
"""

NUMBER = """
dozen, dozens, hundreds, percent,
euro #, half of,
#|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|twenty|thirty|forty|fifty|hundred|
    thousand _,
# %|km|m|m#|euro,
#|two|three|four|five|six|seven|eight|nine|ten of|out of|the|#,
one in three|four|five|ten,
a third|quarter
"""

NO_NUMBER = """
# january|february|march|april|may|june|july|august|september|october|november|december,
annex|appendix|attachment|page|p|article #
"""

# Words that an English text has and a Dutch one has not.
TELLING_WORDS = """
the and are our to there with they this that for has have you see from because hello please within due not by be will
would people shop street square
"""

ENGLISH = Lexicon(
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
