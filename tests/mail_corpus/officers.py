"""Mails of officers: to the letter about one municipality, and to the weekly list."""

from tests.mail_corpus.specimen import QUOTED_LIST, Specimen, mail

PIET = "Piet Maes <piet@provincie.example>"


def to_town(name: str, text: str, leads_to: str) -> Specimen:
    """Return a reply to the letter about one municipality."""
    return Specimen(name=name, raw=mail(text, sender=PIET), leads_to=leads_to, to="town")


def to_list(name: str, text: str, leads_to: str) -> Specimen:
    """Return a reply to the weekly list of Antwerpen."""
    return Specimen(name=name, raw=mail(text, sender=PIET), leads_to=leads_to, to="list")


SPECIMENS = (
    to_town("officer: claim", "Claim\n\nMvg\nPiet", "claim"),
    to_town("officer: in a sentence of its own", "Dag,\n\nIk volg dit op.\n\nPiet", "claim; note=Piet"),
    to_town("officer: a rest", "later 3 dagen", "rest 3"),
    to_town("officer: a rest in weeks", "Even laten rusten, twee weken", "note=Even laten rusten, twee weken"),
    to_town("officer: a rest of two weeks", "laten rusten twee weken.", "rest 14"),
    to_town("officer: later and nothing else", "later", "rest 7"),
    to_town("officer: two orders on a line", "claim, later 1 week", "claim; rest 7"),
    to_town("officer: a note", "Notitie: gebeld, ze zijn bijna klaar", "note=gebeld, ze zijn bijna klaar"),
    to_town("officer: free text is a note", "Ze weten niet of ze meedoen.", "note=Ze weten niet of ze meedoen."),
    to_town(
        "officer: order and note", "antwoord gekregen\nSchepen belde terug.", "answered; note=Schepen belde terug."
    ),
    to_town("officer: next round", "Volgende ronde", "next_round"),
    to_town("officer: declines", "Doet niet mee", "declines"),
    to_town("officer: declines for certain", "doet zeker niet mee", "surely_declines"),
    to_town(
        "officer: no order within a sentence",
        "De burgemeester zegt: doet niet mee misschien?",
        "note=De burgemeester zegt: doet niet mee misschi…",
    ),
    to_town("officer: a letter to send", "Stuur een aansporing", "nudge"),
    to_town("officer: English", "I take it\nlater 2 weeks", "claim; rest 14"),
    to_town("officer: let go", "loslaten", "release"),
    to_town("officer: nothing but thanks", "Bedankt!\nGroeten", "nothing"),
    to_town("officer: an order in the quoted mail is none", "ok\n\nOp ma 23 aug. schreef Kernbot:\n> claim", "note=ok"),
    to_list("officer: the list, by name", "Lier: claim\nMol - later 3 dagen", "Lier: claim | Mol: rest 3"),
    to_list("officer: the list, without a sign", "Lier claim", "Lier: claim"),
    to_list(
        "officer: the list, a note of two lines",
        "Lier: gebeld\nmorgen opnieuw\n\nGroeten",
        "Lier: note=gebeld / morgen opnieuw",
    ),
    to_list("officer: the list, a name above", "Lier\nclaim\n\nMol\ndoet niet mee", "Lier: claim | Mol: declines"),
    to_list("officer: the list, no name", "claim", "loose=claim"),
    to_list("officer: the list, between its lines", QUOTED_LIST.replace("> Mol", "claim\n> Mol"), "Lier: claim"),
    to_list("officer: the list, below its last line", f"{QUOTED_LIST}\nantwoord gekregen", "Mol: answered"),
)
