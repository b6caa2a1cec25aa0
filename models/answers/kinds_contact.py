"""Reading addresses where a person can be reached: e-mail, telephone."""

import re

from models.answers.reading import EMPTY, Reading, unread
from models.language.clean_text import one_line

REGION = "BE"  # numbers without a country code are Belgian
_MOST_SIGNS = 500  # nobody types more around one address
_AROUND_ADDRESS = re.compile(r"[\s<>()\[\]{},;:\"'“”‘’|]+")
_NUMBER_SIGNS = re.compile(r"\+?[0-9(][0-9 ()./+\-]*")
_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—", "-"))


def read_email(said: str) -> Reading:
    """Read the one e-mail address in `said`; its domain is put in lower case, in ASCII (IDNA) when it needs to be."""
    text = one_line(said)
    if not text:
        return EMPTY
    if len(text) > _MOST_SIGNS:
        return unread("email")
    found = list(dict.fromkeys(part.strip(".!?") for part in _AROUND_ADDRESS.split(text) if "@" in part))
    if len(found) > 1:
        return unread("several_emails")
    address = _address(found[0]) if found else None
    return Reading(value=address) if address else unread("email")


def _address(text: str) -> str | None:
    """Return the address in its usual form, or None when it is not one that mail servers take everywhere."""
    from email_validator import EmailNotValidError, validate_email

    try:
        # The mailbox is proven by a code later, so DNS is not asked; .test lets an operator rehearse.
        found = validate_email(
            text, check_deliverability=False, allow_smtputf8=False, test_environment=True, strict=True
        )
    except EmailNotValidError:
        return None
    return found.ascii_email if "." in found.ascii_domain else None


def read_phone(said: str) -> Reading:
    """Read the one telephone number in `said`, Belgian when it has no country code, as E.164."""
    text = one_line(said).translate(_DASHES)
    if not text:
        return EMPTY
    if len(text) > _MOST_SIGNS:
        return unread("phone")
    found = [part for part in _NUMBER_SIGNS.findall(text) if any(sign.isdigit() for sign in part)]
    number = _e164(found[0]) if len(found) == 1 else None
    return Reading(value=number) if number else unread("phone")


def _e164(text: str) -> str | None:
    import phonenumbers

    try:
        number = phonenumbers.parse(text, REGION)
    except phonenumbers.NumberParseException:
        return None
    valid = phonenumbers.is_valid_number(number)
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164) if valid else None


def shown_phone(value: str) -> str:
    """Return an E.164 number as people write it: "015 12 34 56" at home, "+31 20 123 4567" abroad."""
    import phonenumbers

    try:
        number = phonenumbers.parse(value, REGION)
    except phonenumbers.NumberParseException:
        return value
    at_home = number.country_code == phonenumbers.country_code_for_region(REGION)
    form = phonenumbers.PhoneNumberFormat
    return phonenumbers.format_number(number, form.NATIONAL if at_home else form.INTERNATIONAL)
