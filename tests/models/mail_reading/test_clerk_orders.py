"""What a clerk orders in a mail counts as a whole line that answers nothing; the rest of the mail loses no word."""

import pytest

from models.mail_reading import clerk_orders
from models.mail_reading.clerk_orders import Ends, Invited
from models.mail_reading.passages import Written, written

BRAM = "bram@lier.be"


def mail(*lines: str) -> Written:
    return written("\n".join(lines))


@pytest.mark.parametrize(
    "line",
    [
        *("Niet dit jaar", "Wij doen dit jaar niet mee.", "We won't take part this year", "We don't want to take part"),
        *("We won’t take part this year.", "We doen 't dit jaar niet", "Helaas, we nemen deze keer niet deel."),
    ],
)
def test_not_this_year_is_said_in_many_ways(line: str) -> None:
    assert clerk_orders.ends(mail("Dag,", "", line)) is Ends.NOT_THIS_YEAR


@pytest.mark.parametrize(
    "line", ["We doen 't dit jaar!", "We doen 't mee", "'t Is dit jaar", "We doen dit jaar mee", "16: niet dit jaar"]
)
def test_a_short_het_is_no_not(line: str) -> None:
    assert clerk_orders.ends(mail(line)) is None


@pytest.mark.parametrize("line", ["Intrekken", "Niet dit jaar", "Zeker intrekken"])
def test_what_stands_under_a_quoted_question_ends_nothing(line: str) -> None:
    assert clerk_orders.ends(mail("> 16. Wanneer wil je starten?", line)) is None
    assert clerk_orders.ends(mail("Dag,", "", "> 16. Wanneer wil je starten?", line)) is None
    assert clerk_orders.ends(mail("> 16. Wanneer wil je starten?", "later", "", line)) is None
    assert clerk_orders.ends(mail(line, "", "> 16. Wanneer wil je starten?", "later")) is not None


def test_under_a_quoted_question_nobody_begins_again_agrees_or_is_invited() -> None:
    assert not clerk_orders.begins_again(mail("> 16. Wat gaan jullie doen?", "beginnen"))
    assert clerk_orders.begins_again(mail("Opnieuw beginnen, graag."))
    assert clerk_orders.agrees(mail("> 1. Mag je gemeente meedoen?", "ja")) is None
    assert clerk_orders.agrees(mail("Dag,", "ja")) is True
    below = mail("> 20. Wie werkt mee?", f"uitnodigen: {BRAM}")
    assert clerk_orders.invited(below) == ([], below)


@pytest.mark.parametrize("number", ["3:", "Vraag 3", "3."])
def test_behind_a_number_nothing_is_ordered(number: str) -> None:
    assert clerk_orders.ends(mail(number, "intrekken")) is None
    assert not clerk_orders.begins_again(mail(f"{number} beginnen"))
    assert clerk_orders.agrees(mail(number, "ja")) is None
    assert clerk_orders.invited(mail(number, "", f"uitnodigen: {BRAM}"))[0] == []


@pytest.mark.parametrize(
    "line",
    [
        *(f"uitnodigen: {BRAM}", f"Uitnodigen {BRAM} aub", f"Kan je {BRAM} uitnodigen?", f"Nodig {BRAM} uit."),
        *(f"Wil je mijn collega {BRAM} uitnodigen?", f"uitnodigen: Bram Claes <{BRAM}>", f"Laat {BRAM} meewerken"),
        *(
            f"invite: {BRAM}",
            f"uitnodigen: {BRAM}<mailto:{BRAM}>",
            f"Delen met {BRAM}",
            f"Can you invite {BRAM}, please?",
        ),
    ],
)
def test_a_whole_line_invites(line: str) -> None:
    asked, left = clerk_orders.invited(mail("3: Deskundige", "", line, "6: de dorpskern"))
    assert asked == [Invited(email=BRAM, hand_over=False)]
    assert left.lines == ["3: Deskundige", "", "6: de dorpskern"]


@pytest.mark.parametrize(
    "line",
    [
        *(f"Overdragen aan {BRAM}", f"onze aanvraag overdragen aan Bram Claes <{BRAM}>", f"Hand over to {BRAM}"),
        *(f"Draag de aanvraag over aan {BRAM} aub",),
    ],
)
def test_a_whole_line_hands_over(line: str) -> None:
    asked, left = clerk_orders.invited(mail(line))
    assert asked == [Invited(email=BRAM, hand_over=True)]
    assert left.lines == []


@pytest.mark.parametrize(
    "lines",
    [
        (
            "9: We deden al veel samen met de provincie.",
            "els@provincieantwerpen.be zal ons haar studie overdragen.",
            "Die studie gaat over de Kerkstraat.",
        ),
        ("9: We deden al veel samen met de provincie.", f"uitnodigen: {BRAM}"),
        (f"Vraag 4: {BRAM}, kan ook meewerken",),
        (f"Vraag 4: {BRAM}",),
        (f"{BRAM} kan ook meewerken, maar bel eerst",),
        (f"Wie wil je uitnodigen? {BRAM}",),
        (f"uitnodigen: {BRAM} en els@lier.be",),
        ("uitnodigen: morgen bellen",),
        (f"We willen de aanvraag delen met {BRAM}, als dat mag van de burgemeester",),
        (f"Niet uitnodigen: {BRAM}",),
    ],
)
def test_a_mailbox_in_an_answer_or_a_sentence_invites_nobody_and_no_line_is_lost(lines: tuple[str, ...]) -> None:
    found = mail(*lines)
    assert clerk_orders.invited(found) == ([], found)
