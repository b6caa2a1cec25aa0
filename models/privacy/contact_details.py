"""Which answers are the contact details of a person, and the words by which that person is named.

A call file names such items alike: "contact_name", "contact_email", "contact_phone"; "backup_name", "backup_email".
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from models.records.privacy.wiping import is_telling

OF_THE_CONTACT = "contact_"
MAILBOX = "email"
NAMING = ("name", "phone")  # what follows the beginning in the items whose words name somebody


@dataclass(frozen=True, slots=True, kw_only=True)
class Details:
    """The items that hold somebody's contact details, and the names and numbers in them."""

    keys: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()


def details(answers: Mapping[str, object], mailboxes: Collection[str], *, is_contact: bool) -> Details:
    """Return what of these answers is about the owner of the mailboxes; `is_contact` when they are the contact."""
    beginnings = {_beginning(key) for key, value in answers.items() if str(value).lower() in mailboxes}
    if is_contact:
        beginnings.add(OF_THE_CONTACT)
    keys = {key for key in answers if any(key.startswith(one) for one in beginnings)}
    named = {str(answers[key]) for key in keys if key.endswith(NAMING)}
    return Details(keys=frozenset(keys), words=frozenset(word for word in named if is_telling(word)))


def _beginning(key: str) -> str:
    """Return how the items of the same person begin; a mailbox by itself is an item by itself."""
    return key.removesuffix(MAILBOX) or key
