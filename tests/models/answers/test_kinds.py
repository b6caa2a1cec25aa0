"""Rules that hold for every kind of item."""

import json
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.answers.kinds import problem_words, read, read_email, shown
from models.answers.kinds_numbers import MOST_DIGITS
from models.answers.reading import Reading, listed
from models.calls.call import Item, Kind, Limits, Option, Words
from models.language.wording import LANGUAGES, words

ON = date(2021, 10, 20)
WORDS = Words(nl="x", en="x")
OPTIONS = tuple(
    Option(key=key, words=Words(nl=nl, en=en))
    for key, nl, en in [
        ("bekendheid", "bekendheid", "awareness"),
        ("beleving", "beleving", "experience"),
        ("vastgoed", "vastgoed en leegstand", "property and vacancy"),
        ("events", "feesten, markten en evenementen", "fairs, markets and events"),
    ]
)


def item(kind: Kind, *, required: bool = False, **limits: int) -> Item:
    return Item(
        number="1",
        key="k",
        kind=kind,
        title=WORDS,
        short=WORDS,
        why=WORDS,
        example=WORDS,
        required=required,
        minutes=1,
        options=OPTIONS if kind in {Kind.CHOICE, Kind.SEVERAL} else (),
        limits=Limits(**limits),
    )


TYPED = [kind for kind in Kind if kind is not Kind.MUNICIPALITY]
WORDS_PEOPLE_USE = st.lists(
    st.sampled_from(
        listed(
            "4 november 2021 31 februari 29 / - . , ; 1.200 6,5 uur ja nee niet geen alles en and bekendheid vastgoed"
            " leegstand beleving x@y.be @ mailto: < > 015 12 34 56 +32 0470 1e999 NaN inf -6 99999999 ½ ² ٤ à vandaag"
        )
    ),
    max_size=12,
).map(" ".join)
ANY_TEXT = st.text(st.characters(exclude_categories=())) | WORDS_PEOPLE_USE


@given(kind=st.sampled_from(TYPED), said=ANY_TEXT, on=st.dates(), required=st.booleans())
@settings(max_examples=600)
def test_anything_can_be_said_to_any_kind_of_item(kind, said, on, required):
    asked = item(kind, required=required, min_length=3, max_length=50, least=1, most=3)
    reading = read(asked, said, on=on)
    assert isinstance(reading, Reading)
    assert reading.value is not None or reading.problem is not None
    json.dumps(reading.value, allow_nan=False).encode()
    assert not isinstance(reading.value, float)
    for language in LANGUAGES:
        assert isinstance(shown(asked, reading.value, language), str)
        if reading.problem:
            assert problem_words(reading.problem, asked, language, said=said)


DAYS_NEAR = st.integers(-3400, 3400).map(lambda days: (ON + timedelta(days=days)).isoformat())
NUMBERS = st.integers(0, 10**MOST_DIGITS - 1) | st.integers(1, 10**6).filter(lambda n: n % 100).map(
    lambda n: f"{n // 100}.{n % 100:02}".rstrip("0")
)
VALUES = {
    Kind.CHOICE: st.sampled_from([option.key for option in OPTIONS]),
    Kind.SEVERAL: st.sets(st.sampled_from(range(len(OPTIONS)))).map(lambda at: [OPTIONS[n].key for n in sorted(at)]),
    Kind.YES_NO: st.booleans(),
    Kind.NUMBER: NUMBERS,
    Kind.DATE: DAYS_NEAR,
    Kind.EMAIL: st.sampled_from(["an.peeters@lier.be", "An+x@stad.gent", "x@xn--caf-dma.be"]),
    Kind.PHONE: st.sampled_from(["+3215123456", "+32470123456", "+31201234567", "+12025550143", "+3280012345"]),
    Kind.TEXT: st.text("abc é.,?", min_size=1).map(lambda text: " ".join(text.split())).filter(bool),
    Kind.LONG_TEXT: st.text("abc é.,?\n", min_size=1).map(lambda text: "\n".join(text.split())).filter(bool),
}


@pytest.mark.parametrize("kind", VALUES)
@pytest.mark.parametrize("language", LANGUAGES)
def test_what_is_shown_reads_back_as_the_same_value(kind, language):
    @given(VALUES[kind])
    @settings(max_examples=200)
    def reads_back(value):
        assert read(item(kind), shown(item(kind), value, language), on=ON) == Reading(value=value)

    reads_back()


@given(kind=st.sampled_from(TYPED), said=ANY_TEXT)
@settings(max_examples=400)
def test_what_was_read_can_be_shown_and_read_again(kind, said):
    asked = item(kind)
    first = read(asked, said, on=ON)
    if first.value is not None:
        assert read(asked, shown(asked, first.value, "nl"), on=ON).value == first.value


@pytest.mark.parametrize("kind", TYPED)
@pytest.mark.parametrize("said", ["", "   ", "\n", "\u200b"])
def test_nothing_said_is_no_answer(kind, said):
    assert read(item(kind), said, on=ON) == Reading(value=None, problem="empty")


def test_a_municipality_is_looked_up_and_not_read():
    with pytest.raises(ValueError, match="municipality"):
        read(item(Kind.MUNICIPALITY), "Lier", on=ON)


def test_a_text_where_a_file_is_asked_says_so():
    assert read(item(Kind.FILE), "zie bijlage", on=ON) == Reading(value=None, problem="file_expected")


@pytest.mark.parametrize(
    ("kind", "value", "dutch", "english"),
    [
        (Kind.TEXT, "Lier", "Lier", "Lier"),
        (Kind.TEXT, None, "", ""),
        (Kind.DATE, "2021-11-04", "4 november 2021", "4 November 2021"),
        (Kind.DATE, "2022-03-01", "1 maart 2022", "1 March 2022"),
        (Kind.NUMBER, "6.5", "6,5", "6.5"),
        (Kind.NUMBER, 1200, "1200", "1200"),
        (Kind.NUMBER, 0, "0", "0"),
        (Kind.YES_NO, True, "ja", "yes"),
        (Kind.YES_NO, False, "nee", "no"),
        (Kind.PHONE, "+3215123456", "015 12 34 56", "015 12 34 56"),
        (Kind.PHONE, "+31201234567", "+31 20 123 4567", "+31 20 123 4567"),
        (Kind.CHOICE, "vastgoed", "vastgoed en leegstand", "property and vacancy"),
        (
            Kind.SEVERAL,
            ["bekendheid", "vastgoed"],
            "bekendheid, vastgoed en leegstand",
            "awareness, property and vacancy",
        ),
        (Kind.SEVERAL, [], "geen", "none"),
        (Kind.SEVERAL, ["gone"], "gone", "gone"),
        (Kind.FILE, ["a"], "1 bestand", "1 file"),
        (Kind.FILE, ["a", "b"], "2 bestanden", "2 files"),
        (Kind.MUNICIPALITY, "12021", "12021", "12021"),
    ],
)
def test_a_value_is_shown_as_people_write_it(kind, value, dutch, english):
    assert shown(item(kind), value, "nl") == dutch
    assert shown(item(kind), value, "en") == english


def test_a_problem_says_what_to_do():
    assert problem_words("date", item(Kind.DATE), "nl") == (
        "Dit lees ik niet als een datum. Typ ze bijvoorbeeld als 4 november 2021."
    )
    assert "hoogstens 50 tekens" in problem_words("too_long", item(Kind.TEXT, max_length=50), "nl")
    assert "2. beleving" in problem_words("choice", item(Kind.CHOICE), "nl")


def test_a_problem_names_the_part_that_is_wrong():
    sentence = problem_words("several", item(Kind.SEVERAL), "nl", said="beleving, {parking}")
    assert sentence.startswith("“{parking}” staat niet in de lijst.")
    assert "…”" in problem_words("several", item(Kind.SEVERAL), "en", said="z" * 500)


@pytest.mark.parametrize(("problem", "sign"), [("too_few", "minstens 2: 1. "), ("too_many", "hoogstens 3: 1. ")])
def test_too_few_and_too_many_say_how_many(problem, sign):
    assert sign in problem_words(problem, item(Kind.SEVERAL, least=2, most=3), "nl")
    assert "minstens 1:" in problem_words("too_few", item(Kind.SEVERAL, required=True), "nl")


def test_an_unknown_problem_is_a_mistake_of_ours():
    with pytest.raises(KeyError):
        problem_words("no_such_problem", item(Kind.TEXT), "nl")


@pytest.mark.parametrize("table", ["problem.", "file.", "value."])
def test_every_sentence_is_there_in_both_languages(table):
    dutch, english = (
        {key for key in words().sentences[language] if key.startswith(table)} for language in ("nl", "en")
    )
    assert dutch == english != set()


@pytest.mark.parametrize(("said", "address"), [("An <an@Lier.be>", "an@lier.be"), ("an at lier", None), ("", None)])
def test_an_address_can_be_read_outside_a_checklist(said, address):
    assert read_email(said) == address


@pytest.mark.parametrize(("length", "problem"), [(2, "too_short"), (3, None), (50, None), (51, "too_long")])
@pytest.mark.parametrize("kind", [Kind.TEXT, Kind.LONG_TEXT])
def test_a_short_text_is_kept_and_a_long_one_is_not(kind, length, problem):
    reading = read(item(kind, min_length=3, max_length=50), "é" * length, on=ON)
    assert reading == Reading(value=None if problem == "too_long" else "é" * length, problem=problem)


@pytest.mark.parametrize("said", ["idem", "Zie hierboven.", "hetzelfde", "same as above"])
def test_a_text_that_points_elsewhere_is_asked_in_full(said):
    assert read(item(Kind.TEXT), said, on=ON) == Reading(value=None, problem="elsewhere")
    assert "voluit" in problem_words("elsewhere", item(Kind.TEXT), "nl", said=said)


def test_a_text_is_measured_after_cleaning():
    assert read(item(Kind.TEXT, max_length=3), "  e\u0301e\u0301\u200b\u200be\u0301 ", on=ON).value == "ééé"


def test_only_a_long_text_keeps_its_lines():
    said = "een\r\n\r\n\r\n  \r\ntwee\ndrie"
    assert read(item(Kind.TEXT), said, on=ON).value == "een twee drie"
    assert read(item(Kind.LONG_TEXT), said, on=ON).value == "een\n\ntwee\ndrie"
