"""Replies as mail programs make them: where they quote, how they introduce it, and what they sign with."""

from tests.mail_corpus.specimen import QUESTIONS, QUOTED, Specimen, mail

ANSWERS = "3: Deskundige lokale economie\n5: 015 25 00 00"
READ = "3=Deskundige lokale economie; 5=015 25 00 00"
GMAIL_NL = "Op do 28 okt. 2021 om 09:00 schreef Kernbot <kernbot@kernbot.example.org>:"
GMAIL_NL_LONG = "Op do 28 okt. 2021 om 09:00 schreef Kernbot van de profploeg <\nkernbot@kernbot.example.org>:"
GMAIL_EN = "On Thu, Oct 28, 2021 at 9:00 AM Kernbot <kernbot@kernbot.example.org> wrote:"
GMAIL_FR = "Le jeu. 28 oct. 2021 à 09:00, Kernbot <kernbot@kernbot.example.org> a écrit :"
APPLE_NL = "Op 28 okt. 2021 om 09:00 heeft Kernbot <kernbot@kernbot.example.org> het volgende geschreven:"
APPLE_EN = "On 28 Oct 2021, at 09:00, Kernbot <kernbot@kernbot.example.org> wrote:"
APPLE_FR = "Le 28 oct. 2021 à 09:00, Kernbot <kernbot@kernbot.example.org> a écrit :"
THUNDERBIRD_NL = "Op 28/10/2021 om 09:00 schreef Kernbot:"
THUNDERBIRD_EN = "On 28/10/2021 09:00, Kernbot wrote:"
OUTLOOK_NL = (
    "Van: Kernbot <kernbot@kernbot.example.org>\nVerzonden: donderdag 28 oktober 2021 9:00\n"
    "Aan: An Peeters <an.peeters@heist-op-den-berg.be>\nOnderwerp: Nog 14 dagen"
)
OUTLOOK_EN = (
    "From: Kernbot <kernbot@kernbot.example.org>\nSent: Thursday, October 28, 2021 9:00 AM\n"
    "To: An Peeters <an.peeters@heist-op-den-berg.be>\nSubject: Nog 14 dagen"
)
OUTLOOK_FR = (
    "De : Kernbot <kernbot@kernbot.example.org>\nEnvoyé : jeudi 28 octobre 2021 09:00\n"
    "À : An Peeters <an.peeters@heist-op-den-berg.be>\nObjet : Nog 14 dagen"
)
SIGNED_NL = "Met vriendelijke groeten,\n\nAn Peeters\nDeskundige lokale economie\nT 015 25 00 99"
SIGNED_FR = "Bien à vous,\n\nAn Peeters\n12, rue de la Loi"
SIGNED_EN = "Kind regards,\n\nAn Peeters\n1. Floor 3"


def top(intro: str, history: str = QUOTED, sign: str = SIGNED_NL) -> bytes:
    """Return a reply above the mail that it answers."""
    return mail(f"Dag,\n\n{ANSWERS}\n\n{sign}\n\n{intro}\n{history}\n")


def interleaved(history: str, marks: str) -> str:
    """Return the answered mail with answers typed below its questions."""
    lines = history.split("\n")
    for number, answer in (("13.", "4 november 2021"), ("3.", "Deskundige lokale economie")):
        place = next(n for n, line in enumerate(lines) if line.startswith(f"{marks}{number}"))
        lines[place + 1 : place + 1] = ["", answer, ""]
    return "\n".join(lines)


OUTLOOK_HTML = """<html><head><style>p{color:red}</style></head><body>
<p>3: Deskundige lokale economie</p><p>5: 015 25 00 00</p>
<p>Met vriendelijke groeten<br>An</p><div id="divRplyFwdMsg"><b>Van:</b> Kernbot<br><b>Verzonden:</b> donderdag<br>
<b>Aan:</b> An<br><b>Onderwerp:</b> Nog 14 dagen</div>
<p>13. Op welke dag nam het college dat besluit?</p></body></html>"""
GMAIL_HTML = f"""<div dir="ltr">3: Deskundige lokale economie<br>5: 015 25 00 00</div><br>
<div class="gmail_quote"><div dir="ltr" class="gmail_attr">{GMAIL_NL.replace("<", "&lt;")}<br></div>
<blockquote class="gmail_quote"><p>13. Op welke dag nam het college dat besluit?</p></blockquote></div>"""
HTML_BETWEEN = """<p>Zie hieronder.</p><p>On 28 Oct 2021, at 09:00, Kernbot wrote:</p><blockquote type="cite">
<p>3. Welke functie heeft de contactpersoon?</p></blockquote><p>Deskundige lokale economie</p><blockquote>
<p>5. Op welk telefoonnummer?</p></blockquote><p>015 25 00 00</p>"""
OUTLOOK_TYPED_BEHIND = QUESTIONS.replace(
    "3. Welke functie heeft de contactpersoon?", "3. Welke functie heeft de contactpersoon? Deskundige lokale economie"
)
# How mails of ours show what was answered, or what an officer asks; behind the last line something was typed.
OF_OURS = """Dit hebben we overgenomen:
- 3. Functie contact: Schepen
  *   4. E-mail contact: an@heist-op-den-berg.be
6. Kerngebied: over welke straten gaat het?
- 9. Al geprobeerd (4 minuten): een premie"""

SPECIMENS = (
    Specimen(name="Gmail, Dutch, above", raw=top(GMAIL_NL), leads_to=READ),
    Specimen(name="Gmail, Dutch, introduced over two lines", raw=top(GMAIL_NL_LONG), leads_to=READ),
    Specimen(name="Gmail, English, above", raw=top(GMAIL_EN, sign=SIGNED_EN), leads_to=READ),
    Specimen(name="Gmail, French, above", raw=top(GMAIL_FR, sign=SIGNED_FR), leads_to=READ),
    Specimen(name="Gmail, HTML only", raw=mail(None, html=GMAIL_HTML), leads_to=READ),
    Specimen(name="Apple Mail, Dutch, above", raw=top(APPLE_NL), leads_to=READ),
    Specimen(name="Apple Mail, English, above", raw=top(APPLE_EN, sign=SIGNED_EN), leads_to=READ),
    Specimen(name="Apple Mail, French, above", raw=top(APPLE_FR, sign=SIGNED_FR), leads_to=READ),
    Specimen(name="Thunderbird, Dutch, above", raw=top(THUNDERBIRD_NL), leads_to=READ),
    Specimen(
        name="Thunderbird, English, below",
        raw=mail(f"{THUNDERBIRD_EN}\n{QUOTED}\n\n{ANSWERS}\n\n-- \nAn Peeters\n5: kantoor"),
        leads_to=READ,
    ),
    Specimen(name="Outlook, Dutch, history without signs", raw=top(OUTLOOK_NL, QUESTIONS), leads_to=READ),
    Specimen(name="Outlook, English, history without signs", raw=top(OUTLOOK_EN, QUESTIONS), leads_to=READ),
    Specimen(name="Outlook, French, history without signs", raw=top(OUTLOOK_FR, QUESTIONS), leads_to=READ),
    Specimen(
        name="Outlook of old, with a rule of dashes",
        raw=top("-----Oorspronkelijk bericht-----", QUESTIONS),
        leads_to=READ,
    ),
    Specimen(name="Outlook, HTML only", raw=mail(None, html=OUTLOOK_HTML), leads_to=READ),
    Specimen(
        name="Outlook, typed behind the questions",
        raw=mail(f"Zie hieronder.\n\n{OUTLOOK_NL}\n\n{OUTLOOK_TYPED_BEHIND}"),
        leads_to="3=Deskundige lokale economie; loose=Zie hieronder.",
    ),
    Specimen(
        name="Outlook, what was answered before is quoted",
        raw=mail(f"5: 015 25 00 00\n\n{OUTLOOK_NL}\n\n{OF_OURS}"),
        leads_to="5=015 25 00 00; 9=een premie",
    ),
    Specimen(
        name="between the quoted questions, Dutch",
        raw=mail(f"{GMAIL_NL}\n{interleaved(QUOTED, '> ')}"),
        leads_to="3=Deskundige lokale economie; 13=4 november 2021",
    ),
    Specimen(
        name="between the quoted questions, twice quoted",
        raw=mail(f"{GMAIL_EN}\n" + interleaved(QUOTED, "> ").replace("> ", ">> ")),
        leads_to="3=Deskundige lokale economie; 13=4 november 2021",
    ),
    Specimen(
        name="between the quoted questions, HTML",
        raw=mail(None, html=HTML_BETWEEN),
        leads_to=f"{READ}; loose=Zie hieronder.",
    ),
    Specimen(
        name="below the whole quote, without a number",
        raw=mail(f"{GMAIL_NL}\n{QUOTED}\n\nWanneer is de deadline?"),
        leads_to="loose=Wanneer is de deadline?",
    ),
    Specimen(
        name="iPhone, Dutch",
        raw=mail(f"{ANSWERS}\n\nVerstuurd vanaf mijn iPhone\n\n{APPLE_NL}\n{QUOTED}"),
        leads_to=READ,
    ),
    Specimen(
        name="iPhone, English", raw=mail(f"{ANSWERS}\n\nSent from my iPhone\n\n{APPLE_EN}\n{QUOTED}"), leads_to=READ
    ),
    Specimen(
        name="iPhone, French", raw=mail(f"{ANSWERS}\n\nEnvoyé de mon iPhone\n\n{APPLE_FR}\n{QUOTED}"), leads_to=READ
    ),
    Specimen(
        name="Samsung",
        raw=mail(f"{ANSWERS}\n\nVerzonden vanaf mijn Galaxy\n\n{OUTLOOK_NL}\n{QUESTIONS}"),
        leads_to=READ,
    ),
    Specimen(
        name="Outlook on a phone",
        raw=mail(
            f"{ANSWERS}\n\nOutlook voor iOS downloaden\n________________________________\n{OUTLOOK_NL}\n{QUESTIONS}"
        ),
        leads_to=READ,
    ),
    Specimen(name="two dashes before the name", raw=mail(f"{ANSWERS}\n-- \n7: Kerkstraat 1\n8: Itegem"), leads_to=READ),
    Specimen(
        name="a disclaimer below",
        raw=mail(f"{ANSWERS}\n\nDisclaimer: dit bericht is vertrouwelijk.\n9: niets"),
        leads_to=READ,
    ),
    Specimen(name="no quote and no signature", raw=mail(ANSWERS), leads_to=READ),
    Specimen(
        name="a sentence that looks like an introduction",
        raw=mail("7: Op 4 november schreef het college een brief naar de handelaars."),
        leads_to="7=Op 4 november schreef het college een brief…",
    ),
    Specimen(
        name="forwarded, with the history of another",
        raw=mail(f"{ANSWERS}\n\nBegin doorgestuurd bericht:\n\nVan: Jan\nOnderwerp: x\n\n9: niets"),
        leads_to=READ,
    ),
)
