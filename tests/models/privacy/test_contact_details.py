"""Which answers are somebody's contact details: theirs by the mailbox beside them, or because they are the contact."""

import pytest

from models.privacy.contact_details import details

AN, BRAM = "an@lier.be", "bram@lier.be"
ANSWERS: dict[str, object] = {
    "contact_name": "An Peeters",
    "contact_function": "Deskundige lokale economie",
    "contact_email": AN,
    "contact_phone": "+3215250000",
    "backup_name": "Bram Claes",
    "backup_email": BRAM,
    "alderman": "Jan Janssens",
    "themes": ["beleving"],
    "hours": 6,
}
OF_AN = {"contact_name", "contact_function", "contact_email", "contact_phone"}


@pytest.mark.parametrize(
    ("mailboxes", "is_contact", "keys", "words"),
    [
        ({AN}, False, OF_AN, {"An Peeters", "+3215250000"}),
        ({BRAM}, False, {"backup_name", "backup_email"}, {"Bram Claes"}),
        ({"info@lier.be"}, True, OF_AN, {"An Peeters", "+3215250000"}),
        ({"info@lier.be"}, False, set(), set()),
        (set(), False, set(), set()),
    ],
)
def test_the_items_beside_a_mailbox_are_its_owner_s(
    mailboxes: set[str], is_contact: bool, keys: set[str], words: set[str]
) -> None:
    found = details(ANSWERS, mailboxes, is_contact=is_contact)
    assert (found.keys, found.words) == (keys, words)


def test_a_mailbox_that_is_an_item_by_itself_takes_nothing_else_along() -> None:
    assert details({"email": AN, "challenge": "Leegstand"}, {AN}, is_contact=False).keys == {"email"}
