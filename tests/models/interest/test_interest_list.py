"""Who stands on a list, and why a line cannot be taken."""

from datetime import date

import pytest

from models.interest.interest_list import BadLine, Interested, NoSuchList, columns_of, read_line
from models.interest.spreadsheet import Line

DAY = date(2021, 8, 13)
HEADING = ("Naam", "E-mail", "Gemeente")


def read(*cells: str, heading: tuple[str, ...] = HEADING, consent: str = "webinar") -> Interested | BadLine:
    return read_line(Line(number=2, cells=cells), columns_of(Line(number=1, cells=heading)), DAY, consent, "nl")


@pytest.mark.parametrize(
    "heading",
    [
        HEADING,
        ("NAME", "e-mail address", "Municipality"),
        ("naam ", "E-mailadres", "Stad/gemeente"),
        ("Volledige naam", "Mail", "town"),
    ],
)
def test_columns_are_known_in_both_languages(heading: tuple[str, ...]) -> None:
    found = read("An Peeters", "an.peeters@lier.be", "Lier", heading=heading)
    assert isinstance(found, Interested)
    assert (found.name, found.email, found.nis_code) == ("An Peeters", "an.peeters@lier.be", "12021")


def test_the_order_of_the_columns_is_free_and_others_are_left_alone() -> None:
    found = read("x", "Lier", "Peeters", "An", "an@lier.be", heading=("Nr", "Gemeente", "Naam2", "Voornaam", "E-mail"))
    assert isinstance(found, Interested)
    assert found.name == "An"


def test_a_first_and_a_last_name_make_one_name() -> None:
    found = read("An", "Peeters", "an@lier.be", "Lier", heading=("Voornaam", "Achternaam", "E-mail", "Gemeente"))
    assert isinstance(found, Interested)
    assert found.name == "An Peeters"


@pytest.mark.parametrize(
    ("heading", "words"),
    [
        (("Naam", "Gemeente"), "no column e-mail in the first line"),
        (("Naam", "E-mail"), "no column gemeente"),
        (("x",), "no column e-mail and no column gemeente"),
    ],
)
def test_a_list_without_the_columns_that_matter_is_refused_with_what_it_has(
    heading: tuple[str, ...], words: str
) -> None:
    with pytest.raises(NoSuchList, match=words) as refused:
        columns_of(Line(number=1, cells=heading))
    assert heading[0] in str(refused.value)


def test_a_file_without_lines_is_refused() -> None:
    with pytest.raises(NoSuchList, match="nothing"):
        columns_of(None)


@pytest.mark.parametrize(
    ("cells", "reason"),
    [
        (("An", "an at lier", "Lier"), "not one e-mail address: 'an at lier'"),
        (("An", "", "Lier"), "not one e-mail address: empty"),
        (("An", "an@lier.be; bram@lier.be", "Lier"), "not one e-mail address: 'an@lier.be; bram@lier.be'"),
        (("An", "an@lier.be", "Parijs"), "no municipality: 'Parijs'"),
        (("An", "an@lier.be", ""), "no municipality: empty"),
        (("An", "an@lier.be", "Deurne"), "which municipality is 'Deurne': Antwerpen or Diest?"),
        (("An", "an@lier.be"), "no municipality: empty"),
        (("An", "an at lier", "Parijs"), "not one e-mail address: 'an at lier'; no municipality: 'Parijs'"),
    ],
)
def test_a_bad_line_says_what_is_wrong(cells: tuple[str, ...], reason: str) -> None:
    assert read(*cells) == BadLine(line=2, reason=reason)


def test_a_municipality_that_is_one_letter_off_is_never_corrected_silently() -> None:
    found = read("An", "an@x.be", "Heist-op-den-Bergg")
    assert found == BadLine(line=2, reason="which municipality is 'Heist-op-den-Bergg': Heist-op-den-Berg?")


@pytest.mark.parametrize("no", ["nee", "NEEN", "No", "false", "0"])
def test_who_said_no_is_not_taken(no: str) -> None:
    assert read("An", "an@lier.be", "Lier", no, heading=(*HEADING, "Toestemming")) == BadLine(
        line=2, reason="the person did not agree"
    )


def test_the_basis_of_a_line_goes_before_that_of_the_list() -> None:
    heading = (*HEADING, "Toestemming")
    own, none = (
        read("An", "an@lier.be", "Lier", "formulier", heading=heading),
        read("An", "an@lier.be", "Lier", "", heading=heading),
    )
    assert isinstance(own, Interested)
    assert isinstance(none, Interested)
    assert (own.consent, none.consent) == ("formulier", "webinar")


def test_a_line_without_any_basis_is_not_taken() -> None:
    assert read("An", "an@lier.be", "Lier", "", heading=(*HEADING, "Toestemming"), consent="") == BadLine(
        line=2, reason="no basis on which the person may be written to"
    )


def test_a_mailbox_is_kept_in_lower_case_and_a_language_is_read() -> None:
    found = read("An", "An.Peeters@Lier.BE", "Lier", "English", heading=(*HEADING, "Taal"))
    assert isinstance(found, Interested)
    assert (found.email, found.language) == ("an.peeters@lier.be", "en")
