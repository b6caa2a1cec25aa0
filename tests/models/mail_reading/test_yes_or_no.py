"""A yes or a no is a whole short phrase: who says more than that is asked again, and nobody is let in."""

import pytest

from models.mail_reading.yes_or_no import yes_or_no


@pytest.mark.parametrize(
    "line",
    [
        *(
            "ja",
            "JA",
            "Ja!",
            "Ja graag.",
            "ja hoor",
            "Ja, dat is goed.",
            "Akkoord",
            "ok",
            "Oké.",
            "Prima!",
            "Yes, please.",
        ),
        *(
            "toelaten",
            "Laat toe",
            "Laat haar maar toe.",
            "Zij mag meewerken.",
            "Ja, zij mag meewerken",
            "Ik ga akkoord.",
        ),
        *(
            "Ja, An",
            "Beste, ja",
            "Ja - Bram Claes",
            "Ja, groeten An",
            "Ja. Met vriendelijke groeten, An Peeters",
            "Hallo An, ja",
            "Ja, bedankt!",
            "Ja, ik werk graag mee!",
            "In orde.",
        ),
    ],
)
def test_a_short_phrase_is_a_yes(line: str) -> None:
    assert yes_or_no(line) is True


@pytest.mark.parametrize(
    "line",
    [
        *(
            "nee",
            "NEEN.",
            "Nee, bedankt.",
            "Weiger",
            "weigeren aub",
            "Liever niet.",
            "Nee, ik ken An niet.",
            "No, sorry.",
        ),
        *("Laat hem niet toe.", "Niet akkoord", "Nee, zij mag niet meewerken", "Neen, Bram Claes", "I do not accept"),
    ],
)
def test_a_short_phrase_is_a_no(line: str) -> None:
    assert yes_or_no(line) is False


@pytest.mark.parametrize(
    "line",
    [
        "Graag eerst wat meer uitleg over deze persoon.",
        "Ok, ik bekijk het morgen en laat iets weten.",
        "Natuurlijk moet ik dat eerst navragen bij mijn diensthoofd.",
        "Laat ze eerst zelf bellen.",
        "Goed om te weten, ik vraag het na.",
        "Ik ken haar, zij mag meewerken.",
        "Wij kennen Jan goed, laat hem toe.",
        *(
            "Ja, misschien",
            "Ja, bedankt even wachten",
            "Ja, dag en bedankt",
            "Ja, bedankt maar nog niet",
            "Ja, Maar Niet Nu",
            "ja of nee",
            "Ja, nee",
            "Ja?",
            "1: ja",
            "",
            "...",
        ),
        *("Ja graag. 5: 015 25 00 00", "An", "Bedankt", "Wie is dat?", "ja " * 60, "dag " * 29 + "x"),
    ],
)
def test_anything_else_is_neither(line: str) -> None:
    assert yes_or_no(line) is None
