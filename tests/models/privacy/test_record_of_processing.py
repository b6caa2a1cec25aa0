"""The record of processing stands in SECURITY.md as the register of data gives it."""

from models.privacy.record_of_processing import record
from models.records.privacy.data_register import register
from tests.house.source import ROOT


def test_the_page_is_what_the_command_prints() -> None:
    page = (ROOT / "SECURITY.md").read_text("utf-8")
    assert page.endswith(f"\n\n{record()}"), "kernbot privacy record prints what belongs at the end of SECURITY.md"


def test_every_table_in_which_anything_is_of_a_person_has_a_line() -> None:
    named = {line.split("`")[1] for line in record().splitlines()[2:]}
    assert named == {name for name, entry in register().items() if entry.is_about_people}
    assert "planned" not in named
