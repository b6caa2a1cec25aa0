"""How people number their answers, and what else they write."""

from tests.mail_corpus.specimen import A_PDF, Specimen, mail

LONG = "In de Kerkstraat in Itegem staan 6 van de 40 winkels leeg omdat de bakker stopte."


def says(name: str, text: str, leads_to: str) -> Specimen:
    """Return a mail that says this and nothing else."""
    return Specimen(name=name, raw=mail(text), leads_to=leads_to)


SPECIMENS = (
    says("a colon", "3: Deskundige", "3=Deskundige"),
    says("a dot and a bracket", "3. Deskundige\n5) 015 25 00 00", "3=Deskundige; 5=015 25 00 00"),
    says("an arrow and an equals sign", "3 -> Deskundige\n13 = 4 november", "3=Deskundige; 13=4 november"),
    says("a dash", "3 - Deskundige", "3=Deskundige"),
    says('"vraag" before the number', "Vraag 3: Deskundige\nvraag nr. 5: 015 25 00 00", "3=Deskundige; 5=015 25 00 00"),
    says("bold by stars", "*3:* Deskundige\n**5.** 015 25 00 00", "3=Deskundige; 5=015 25 00 00"),
    says("a list with dashes", "- 3: Deskundige\n- 13: 4 november", "3=Deskundige; 13=4 november"),
    says("the number alone on its line", "3\nDeskundige\n\n13.\n4 november", "3=Deskundige; 13=4 november"),
    says(
        "several in one line",
        "3: Deskundige; 5: 015 25 00 00; 13: 4 november 2021",
        "3=Deskundige; 5=015 25 00 00; 13=4 november 2021",
    ),
    says("several in one line by commas", "3: Deskundige, 24: ja", "3=Deskundige; 24=ja"),
    says("the name of the item repeated", "3. Functie contact: Deskundige", "3=Deskundige"),
    says("the question repeated", "3. Welke functie heeft de contactpersoon? Deskundige", "3=Deskundige"),
    says("the name alone", "Functie contact: Deskundige", "3=Deskundige"),
    says(
        "a long answer over lines",
        f"7: {LONG}\nDat voelt iedereen.\n\nEcht waar.\n9: niets",
        f"7={LONG[:43]}…; 9=niets",
    ),
    says(
        "an own list in a long answer",
        f"7: {LONG[:20]}\n1. leegstand\n2. verkeer\n9: niets",
        "7=In de Kerkstraat in / 1. leegstand / 2. ver…; 9=niets",
    ),
    says("a letter behind the number", "8: beleving\n8b: te weinig banken", "8=beleving; 8b=te weinig banken"),
    says("a capital behind the number", "8B: te weinig banken", "8b=te weinig banken"),
    says("a time is no number", "3: Deskundige\n9:30 is ons overleg", "3=Deskundige / 9:30 is ons overleg"),
    says("a phone number is no number", "5: 015 25 00 00 of\n0479 12 34 56", "5=015 25 00 00 of / 0479 12 34 56"),
    says("a number that is not asked", "3: Deskundige\n87: iets", "3=Deskundige / 87: iets"),
    says(
        "the same number twice",
        "3: Deskundige\n5: 015 25 00 00\n3: lokale economie",
        "3=Deskundige / lokale economie; 5=015 25 00 00",
    ),
    says("a yes and a date", "24: ja\n13: donderdag 4 november 2021", "13=donderdag 4 november 2021; 24=ja"),
    says(
        "words before the numbers",
        "Onze schepen is Jan Janssens.\n\n3: Deskundige",
        "3=Deskundige; loose=Onze schepen is Jan Janssens.",
    ),
    says("no number at all", LONG, f"loose={LONG[:43]}…"),
    says("only thanks", "Beste Kernbot,\n\nBedankt!\n\nGroeten\nAn", "nothing"),
    says("a greeting of Flanders", "Goeiedag,\n\n3: Deskundige", "3=Deskundige"),
    says("the own name below", "17: Jan Janssens\n\nAlvast bedankt!\nAn", "17=Jan Janssens"),
    says("the own name as an answer", "2\nAn Peeters", "2=An Peeters"),
    says("nothing", "\n\n", "nothing"),
    says("INDIENEN", "INDIENEN", "INDIENEN"),
    says("submit, in English, with a dot", "Submit.", "INDIENEN"),
    says("indienen within a sentence is no order", "Wanneer kunnen we indienen?", "loose=Wanneer kunnen we indienen?"),
    says("stop", "Stop\n\nAn", "loose=Stop; stop"),
    says("stop within a sentence is no wish", "Stop de leegstand!", "loose=Stop de leegstand!"),
    says("a place for loose words", "A: 17", "A->alderman"),
    Specimen(
        name="the decision, attached",
        raw=mail("12: zie bijlage", files=(("application/pdf", "besluit.pdf", A_PDF),)),
        leads_to="12=zie bijlage; file=besluit.pdf",
    ),
)
