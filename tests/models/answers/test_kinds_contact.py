"""Reading mailboxes and phone numbers as people write them."""

import pytest

from models.answers.kinds_contact import read_email, read_phone, shown_phone
from models.answers.reading import Reading


@pytest.mark.parametrize(
    ("said", "address"),
    [
        ("an@lier.be", "an@lier.be"),
        ("An.Peeters@LIER.BE", "An.Peeters@lier.be"),
        (" an@lier.be. ", "an@lier.be"),
        ("an@lier.be!", "an@lier.be"),
        ("mailto:an@lier.be", "an@lier.be"),
        ("<an@lier.be>", "an@lier.be"),
        ("An Peeters <an@lier.be>;", "an@lier.be"),
        ("An: an@lier.be", "an@lier.be"),
        ("mijn adres is an@lier.be, dank je", "an@lier.be"),
        ("an@lier.be an@lier.be", "an@lier.be"),
        ("[an@lier.be](mailto:an@lier.be)", "an@lier.be"),
        ("an+oproep@stad.gent", "an+oproep@stad.gent"),
        ("an@café.be", "an@xn--caf-dma.be"),
        ("an@stad.example", "an@stad.example"),
        ("an@stad.test", "an@stad.test"),
    ],
)
def test_the_one_address_is_found(said, address):
    assert read_email(said) == Reading(value=address)


@pytest.mark.parametrize(
    "said",
    ["an", "an@", "@lier.be", "an@lier", "an@test", "an@lier..be", "an@lier,be", "a n@", "an@@lier.be", "é@lier.be",
     "an@127.0.0.1",
     "an@[127.0.0.1]", "an@localhost", "an at lier.be", "a" * 65 + "@lier.be", "x" * 600 + " an@lier.be", "?"],
)  # fmt: skip
def test_what_is_no_address_is_asked_again(said):
    assert read_email(said) == Reading(value=None, problem="email")


def test_two_addresses_are_one_too_many():
    assert read_email("an@lier.be of jos@lier.be") == Reading(value=None, problem="several_emails")


def test_no_line_break_gets_into_an_address():
    assert read_email("an@lier.be\r\nBcc: x").value == "an@lier.be"
    assert read_email("an@lier.be\r\nBcc: jos@lier.be").value is None


@pytest.mark.parametrize(
    ("said", "number"),
    [
        ("015 12 34 56", "+3215123456"),
        ("015/12.34.56", "+3215123456"),
        ("015–12 34 56", "+3215123456"),
        ("+32 15 12 34 56", "+3215123456"),
        ("+32 (0)15 12 34 56", "+3215123456"),
        ("0032 15 12 34 56", "+3215123456"),
        ("32 15 12 34 56", "+3215123456"),
        ("tel. 015 12 34 56.", "+3215123456"),
        ("gsm: 0470/12.34.56 (An)", "+32470123456"),
        ("0470123456", "+32470123456"),
        ("02 553 17 05", "+3225531705"),
        ("0800 12 345", "+3280012345"),
        ("+31 20 123 4567", "+31201234567"),
    ],
)
def test_a_number_is_read_with_or_without_its_country(said, number):
    assert read_phone(said) == Reading(value=number)


@pytest.mark.parametrize(
    "said",
    ["geen", "112", "015 12 34 5", "015 12 34 56 78", "015 12 34 56 toestel 12", "015 12 34 56 of 0470 12 34 56",
     "015 12 34 56 / 0470 12 34 56", "0800-FLOWERS", "+999 12 34 56 78",
     "+" * 50, "0" * 400, "1 " * 400, "٠١٥ ١٢ ٣٤ ٥٦", "?"],
)  # fmt: skip
def test_what_is_not_one_number_is_asked_again(said):
    assert read_phone(said) == Reading(value=None, problem="phone")


@pytest.mark.parametrize(
    ("value", "shown"),
    [("+32470123456", "0470 12 34 56"), ("+31201234567", "+31 20 123 4567"), ("onbekend", "onbekend")],
)
def test_a_number_is_shown_as_it_is_dialled(value, shown):
    assert shown_phone(value) == shown
