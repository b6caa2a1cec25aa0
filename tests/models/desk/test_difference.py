"""What differs between two versions that were sent: item by item, in the order of the checklist."""

import pytest

from models.answers.answer import Answer, Value
from models.call_files.call_file import shipped_call
from models.desk.cases.difference import Version, difference

CHECKLIST = shipped_call("profploeg-2021").checklist


def version(files: dict[str, list[str]] | None = None, **values: Value) -> Version:
    answers = {key: Answer(key=key, value=value, said=str(value)) for key, value in values.items()}
    return Version(answers=answers, files=files or {})


def test_what_is_the_same_is_not_named() -> None:
    both = version({"decision": ["besluit.pdf"]}, challenge="Leegstand", themes=["beleving"], hours=6)
    assert difference(CHECKLIST, both, both) == ()


def test_an_answer_that_changed_came_or_went_is_named_in_the_order_of_the_checklist() -> None:
    before = version(challenge="Leegstand", area="Dorp", themes=["beleving", "beleid"])
    after = version(challenge="Veel leegstand", contact_name="An", themes=["beleving"])
    found = difference(CHECKLIST, before, after)
    numbers = [one.item.number for one in found]
    assert numbers == [item.number for item in CHECKLIST.items if item.number in numbers]
    by_key = {one.item.key: (one.before, one.after) for one in found}
    assert by_key["challenge"] == ("Leegstand", "Veel leegstand")
    assert by_key["contact_name"] == (None, "An")
    assert by_key["themes"] == (["beleving", "beleid"], ["beleving"])


@pytest.mark.parametrize("nothing", ["", []])
def test_an_empty_answer_is_none(nothing: Value) -> None:
    assert difference(CHECKLIST, version(challenge=nothing), version()) == ()


@pytest.mark.parametrize("nothing", [0, False])
def test_zero_and_no_are_answers(nothing: Value) -> None:
    [found] = difference(CHECKLIST, version(), version(challenge=nothing))
    assert (found.before, found.after) == (None, nothing)


def test_files_that_came_and_went_are_named_and_their_order_does_not_matter() -> None:
    key = next(item.key for item in CHECKLIST.items if item.kind == "file")
    before, after = version({key: ["a.pdf", "b.pdf"]}), version({key: ["b.pdf", "c.pdf"]})
    [found] = difference(CHECKLIST, before, after)
    assert (found.files_gone, found.files_added) == (("a.pdf",), ("c.pdf",))
    assert difference(CHECKLIST, before, version({key: ["b.pdf", "a.pdf"]})) == ()
