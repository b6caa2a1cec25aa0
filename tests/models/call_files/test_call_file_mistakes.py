"""Call files: how each mistake is told, in a sentence that names file, item and field."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.call_files.call_file import BrokenCallFile, load_call_file, read_call
from tests.fakes.call_sources import changed, extending

BROKEN = sorted((Path(__file__).parent / "broken_calls").glob("*.toml"))


def mistakes_in(source: str, name: str = "next") -> tuple[str, ...]:
    with pytest.raises(BrokenCallFile) as caught:
        read_call(source, name)
    return caught.value.mistakes


def expected(path: Path) -> set[str]:
    lines = path.read_text(encoding="utf-8").splitlines()
    return {line.removeprefix("# expect: ") for line in lines if line.startswith("# expect: ")}


def test_there_are_ten_broken_call_files():
    assert len(BROKEN) == 10


@pytest.mark.parametrize("path", BROKEN, ids=lambda path: path.stem)
def test_a_broken_call_file_names_all_its_mistakes_and_no_others(path):
    with pytest.raises(BrokenCallFile) as caught:
        load_call_file(path)
    assert set(caught.value.mistakes) == expected(path)
    assert str(caught.value).splitlines() == list(caught.value.mistakes)


@pytest.mark.parametrize(
    ("make", "sentence"),
    [
        (lambda _: None, "next.toml: this file cannot be read: no such file or directory"),
        (lambda path: path.mkdir(), "next.toml: this file cannot be read: is a directory"),
        (lambda path: path.write_bytes(b"title = '\xff'"), "next.toml: this file is no UTF-8 text"),
    ],
)
def test_a_file_that_cannot_be_read_is_told_in_a_sentence(tmp_path, make, sentence):
    path = tmp_path / "next.toml"
    make(path)
    with pytest.raises(BrokenCallFile, match=sentence):
        load_call_file(path)


def test_a_file_that_is_nested_without_end_is_told_in_a_sentence():
    assert mistakes_in("a = " + "[" * 100_000) == ("next.toml: this file is nested too deeply",)


def test_a_file_that_breaks_off_is_told_where():
    assert mistakes_in('title = """Profploeg') == ("next.toml: end of document: this is no TOML: unterminated string",)


def test_a_name_that_does_not_fit_in_numbers_and_addresses_is_refused():
    (sentence,) = mistakes_in(extending(""), "Profploeg / 2026")
    assert sentence.startswith("Profploeg / 2026.toml: a call's name")


def test_an_empty_file_names_every_field_that_is_missing():
    sentences = mistakes_in("")
    for field in ("title", "help", "number_prefix", "time_zone", "reminders", "retention", "decisions"):
        assert f'next.toml: field "{field}": this field is missing' in sentences


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ('time_zone = "../etc"', 'field "time_zone": there is no time zone "../etc"'),
        ('time_zone = "Europe"', 'field "time_zone": there is no time zone "Europe"'),
        ('number_prefix = "prof"', 'field "number_prefix": "prof" is no prefix'),
        ("opens_on = 2021-06-25", 'field "opens_on": rounds that come every year follow each other'),
        ('municipalities_on = "20210625"', 'field "municipalities_on": "20210625" is no day of the calendar'),
        ("extends_ = 1", 'field "extends_": there is no field "extends_"'),
        ('item = "all"', 'field "item": this must be a list: [ ... ], not "all"'),
        ("item = [1]", "item at place 1: this must be a table: { ... }, not 1"),
        ("title = true", 'field "title": this must be a table: { ... }, not true'),
        ('title = { nl = "Een", en = 3 }', 'field "title.en": this must be text between quotes, not 3'),
        ('title = { nl = "Een" }', 'field "title.en": the English text is missing'),
    ],
)
def test_a_wrong_field_at_the_top_is_named(text, sentence):
    assert any(found.startswith(f"next.toml: {sentence}") for found in mistakes_in(extending(text)))


@pytest.mark.parametrize(
    ("field", "value", "ok"),
    [
        ("at_hour", "8", True),
        ("at_hour", "7", False),
        ("at_hour", "19", True),
        ("at_hour", "20", False),
        ("at_hour", "24", False),
        ("at_hour", "-1", False),
        ("at_hour", "true", False),
        ("days_before", "[]", True),
        ("days_before", "[1]", True),
        ("days_before", "[0]", False),
        ("days_before", "[1, 1]", False),
        ("last_call_hours", "[9, 9]", False),
    ],
)
def test_reminder_hours_lie_in_the_day_and_outside_the_quiet_hours(field, value, ok):
    fields = {
        "days_before": "[7, 1]",
        "at_hour": "9",
        "last_call_hours": "[9]",
        "quiet_from_hour": "20",
        "quiet_until_hour": "8",
        field: value,
    }
    source = extending("[reminders]\n" + "\n".join(f"{name} = {said}" for name, said in fields.items()))
    if ok:
        assert read_call(source, "next").reminders
    else:
        assert all(f'field "reminders.{field}' in sentence for sentence in mistakes_in(source))


def test_quiet_hours_may_lie_inside_one_day():
    hours = "days_before = [1]\nlast_call_hours = []\nquiet_from_hour = 12\nquiet_until_hour = 14"
    assert read_call(extending(f"[reminders]\nat_hour = 14\n{hours}"), "next")
    assert mistakes_in(extending(f"[reminders]\nat_hour = 13\n{hours}")) == (
        'next.toml: field "reminders.at_hour": 13 lies in the quiet hours, from 12 to 14',
    )


@pytest.mark.parametrize(
    ("rounds", "sentence"),
    [
        ([("1", '"02-29"', '"09-01"')], 'round "1", field "last_day": "02-29" is no day of the calendar'),
        ([("1", '"06-01"', "2026-09-01")], 'round "1", field "guidance_from": this day and last_day must both'),
        ([("1", '"06-01"', '"09-01"'), ("1", '"10-01"', '"11-01"')], 'round "1", field "id": 2 rounds have this id'),
        (
            [("1", '"06-01"', '"09-01"'), ("2", "2026-10-01", "2026-11-01")],
            'field "round": the rounds must all have a year',
        ),
        ([("1", "2026-10-01", "2026-11-01")], 'field "opens_on": this field is missing'),
        ([("1/2", '"06-01"', '"09-01"')], 'round "1/2", field "id": "1/2" is no round id'),
        ([("1", "2026-10-01T12:00:00", "2026-11-01")], 'round "1", field "last_day": "2026-10-01T12:00:00" is no day'),
    ],
)
def test_rounds_that_do_not_hang_together_are_named(rounds, sentence):
    text = "\n".join(f'[[round]]\nid = "{i}"\nlast_day = {last}\nguidance_from = {first}' for i, last, first in rounds)
    assert any(found.startswith(f"next.toml: {sentence}") for found in mistakes_in(extending(text)))


@pytest.mark.parametrize(
    ("old", "new", "sentence"),
    [
        (
            'when = { themes = "beeldkwaliteit" }',
            'when = { themas = "beeldkwaliteit" }',
            'item 8c, field "when": there is no item "themas"; did you mean "themes"?',
        ),
        (
            'when = { themes = "beeldkwaliteit" }',
            'when = { visual_quality = "beeldkwaliteit" }',
            'item 8c, field "when": an item cannot look at its own answer',
        ),
        (
            'when = { themes = "beeldkwaliteit" }',
            'when = { showcase_consent = "yes" }',
            'item 8c, field "when": item "showcase_consent" is asked later; a condition looks back',
        ),
        (
            'when = { themes = "beeldkwaliteit" }',
            "when = { themes = 3 }",
            'item 8c, field "when.themes": this must be text between quotes, not 3',
        ),
        (
            'number = "1"\n',
            'number = "30"\n',
            'field "item": the municipality must be asked first and have the number 1',
        ),
        ('number = "2"\n', 'number = "twee"\n', 'item twee, field "number": "twee" is no item number'),
        ('key = "tried"', 'key = "Tried it"', 'item 9, field "key": "Tried it" is no key'),
        (
            'limits = { least = 1, most = 400, unit = "hours" }',
            'limits = { least = 1, most = 5, unit = "hours" }',
            'item 11, field "nl.example": "12" is not a valid answer to a number item: too high',
        ),
        ("limits = { least = 1 }", "limits = { least = 6 }", 'item 8, field "limits.least": there are only 5 options'),
        (
            'example = "14 juni"',
            'example = "31 juni"',
            'item 13, field "nl.example": "31 juni" is not a valid answer to a date item: no such day',
        ),
        (
            'example = "Zo snel mogelijk"',
            'example = "Ooit"',
            'item 16, field "nl.example": "Ooit" is not a valid answer to a choice item',
        ),
        (
            "required = false\n",
            'required = false\nrequired_when = { themes = "beleid" }\n',
            'item 22, field "required_when": this contradicts required = false; keep one of the two',
        ),
        (
            'reached = "not"',
            'reached = "nott"',
            'evaluation item 3, field "when": item "reached": there is no option "nott"; did you mean "not"?',
        ),
        (
            'short = "Reservecontact"',
            'short = "De reserve van de contactpersoon"',
            'item 18, field "nl.short": this must be 30 characters or less',
        ),
    ],
)
def test_a_mistake_in_the_checklist_is_named_by_item_and_field(old, new, sentence):
    assert any(found.startswith(f"next.toml: {sentence}") for found in mistakes_in(changed(old, new)))


def test_the_evaluation_does_not_ask_for_the_municipality():
    sentences = mistakes_in(
        changed('key = "showcase_story"\nkind = "long_text"', 'key = "town"\nkind = "municipality"')
    )
    assert 'next.toml: field "evaluation": the evaluation does not ask for the municipality again' in sentences


JOINT = """
[[item]]
number = "25"
key = "joint"
kind = "yes_no"
minutes = 1
nl = { title = "Samen?", short = "Samen", why = "Omdat.", example = "Nee" }
en = { title = "Together?", short = "Together", why = "Because.", example = "No" }
"""


def test_a_condition_on_a_yes_no_item_is_yes_or_no():
    source = changed('\n[[item]]\nnumber = "2"', f'{JOINT}\n[[item]]\nnumber = "2"')
    assert read_call(source.replace('{ themes = "beleid" }', '{ joint = "no" }'), "next")
    assert mistakes_in(source.replace('{ themes = "beleid" }', '{ joint = "maybe" }')) == (
        'next.toml: item 8e, field "when": item "joint" is answered by "yes" or "no", not by "maybe"',
    )


def test_a_broken_item_is_not_blamed_on_the_items_that_look_at_it():
    sentences = mistakes_in(changed('key = "themes"\nkind = "several"', 'key = "themes"\nkind = "severall"'))
    assert sentences == ('next.toml: item 8, field "kind": there is no kind "severall"; did you mean "several"?',)


def words(max_size: int):
    return st.text(st.characters(exclude_categories=["Cs"]), max_size=max_size)


SCALARS = st.booleans() | st.integers(-3, 40) | st.floats(-2, 2) | words(max_size=5)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=2) | st.dictionaries(words(max_size=4), inner))
FIELDS = ("title", "round", "item", "faq", "evaluation", "decisions", "reminders", "retention", "opens_on", "extends")


@example({"item": True, "evaluation": [1], "faq": [[]], "round": [{}], "decisions": []})
@given(st.dictionaries(st.sampled_from(FIELDS), VALUES, min_size=1))
def test_whatever_stands_in_a_file_a_mistake_is_told_in_sentences(table):
    source = "\n".join(f"{field} = {toml(value)}" for field, value in table.items())
    assert mistakes_in(source)


def toml(value: object) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{quoted(key)} = {toml(part)}" for key, part in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(toml(part) for part in value) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, float):
        return f"{value:f}"
    return str(value) if isinstance(value, int) else quoted(str(value))


def quoted(text: str) -> str:
    return '"' + "".join(f"\\U{ord(sign):08x}" for sign in text) + '"'


def test_a_file_that_is_no_toml_file_is_named_as_it_is(tmp_path):
    path = tmp_path / "README.md"
    path.write_text("# Kernbot", "utf-8")

    with pytest.raises(BrokenCallFile, match=r"^README\.md: this is no call file: its name ends in \.toml$"):
        load_call_file(path)
