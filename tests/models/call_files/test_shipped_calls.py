"""The calls that ship: without mistakes, complete, and in the words that a clerk reads."""

import re
from datetime import date

import pytest

from models.answers.kinds import read
from models.call_files.call_file import (
    canonical_content,
    shipped_call,
    shipped_call_names,
    shipped_call_source,
    shipped_content,
)
from models.call_files.call_json import call_as_json
from models.calls.call import Call, Item, Kind, Words
from models.coach.clarity import judge

NUMBERS = [*"1234567", "8", *(f"8{letter}" for letter in "abcde"), *(str(number) for number in range(9, 25))]
KEYS = [
    "municipality",
    "contact_name",
    "contact_function",
    "contact_email",
    "contact_phone",
    "core_area",
    "challenge",
    "themes",
    "awareness",
    "experience",
    "visual_quality",
    "accessibility",
    "policy",
    "tried",
    "services",
    "service_hours",
    "college_decision",
    "college_date",
    "effect",
    "expertise",
    "period",
    "alderman",
    "backup_name",
    "backup_function",
    "backup_email",
    "backup_phone",
    "partners",
    "extra_files",
    "showcase_consent",
]
TELEGRAM_BUTTON = 64  # bytes of callback data
CALL = shipped_call("profploeg")
NAMES = shipped_call_names()
ITEMS = [*CALL.checklist.items, *CALL.evaluation.items]


def texts(call: Call) -> list[Words]:
    items = [*call.checklist.items, *call.evaluation.items]
    return [
        *(text for item in items for text in (item.title, item.short, item.why, item.example)),
        *(option.words for item in items for option in item.options),
        *(text for faq in call.faq for text in (faq.question, faq.answer)),
        *call.decisions.values(),
        *call.after_submission,
        call.title, call.summary, call.help,
    ]  # fmt: skip


def test_two_calls_ship():
    assert shipped_call_names() == ("profploeg", "profploeg-2021")


@pytest.mark.parametrize("name", NAMES)
def test_a_shipped_call_has_no_mistakes(name):
    assert canonical_content(shipped_call_source(name), name) == shipped_content(name)
    assert shipped_call(name).name == name


def test_both_calls_have_the_same_checklists_and_differ_in_days_and_title():
    real = shipped_call("profploeg-2021")
    assert real.checklist == CALL.checklist
    assert real.evaluation == CALL.evaluation
    assert real.faq == CALL.faq
    assert real.title != CALL.title
    assert real.version != CALL.version
    assert real.municipalities_on == date(2021, 6, 25)
    assert CALL.municipalities_on is None


def test_the_checklist_of_2021_exists_once():
    assert "[[item]]" not in shipped_call_source("profploeg-2021")


def test_numbers_and_keys_are_fixed_for_ever():
    assert [item.number for item in CALL.checklist.items] == NUMBERS
    assert [item.key for item in CALL.checklist.items] == KEYS


def test_every_kind_of_item_is_there():
    assert {item.kind for item in CALL.checklist.items} == set(Kind)


def test_each_of_the_five_b_s_has_its_question():
    themes = [option.key for option in CALL.checklist.by_key["themes"].options]
    asked = {item.number: item.when for item in CALL.checklist.items if item.when}
    assert themes == ["bekendheid", "beleving", "beeldkwaliteit", "bereikbaarheid", "beleid"]
    assert asked == {f"8{letter}": (("themes", key),) for letter, key in zip("abcde", themes, strict=True)}


def test_the_ten_fields_of_expertise_are_there():
    assert len(CALL.checklist.by_key["expertise"].options) == 10


def test_only_partners_and_extra_files_may_be_left_open():
    assert [item.key for item in CALL.checklist.items if not item.required] == ["partners", "extra_files"]


def test_what_goes_stale_is_dated():
    dated = {item.key for item in CALL.checklist.items if item.dated}
    assert dated == {"service_hours", "college_decision", "college_date", "period"}


def test_the_whole_takes_about_25_minutes():
    assert sum(item.minutes for item in CALL.checklist.items if not item.when) == 25


def test_the_evaluation_has_six_to_eight_items_that_are_always_asked():
    assert 6 <= sum(not item.when for item in CALL.evaluation.items) <= 8


@pytest.mark.parametrize("item", CALL.checklist.items, ids=lambda item: item.number)
@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("on", [date(2021, 6, 25), date(2021, 11, 12), date(2026, 1, 2), date(2040, 2, 29)])
def test_an_example_is_a_valid_answer_in_any_year(item: Item, language: str, on: date):
    if item.kind in {Kind.MUNICIPALITY, Kind.FILE}:
        return
    reading = read(item, item.example.in_language(language), on=on)
    assert reading.problem is None
    assert reading.value is not None


@pytest.mark.parametrize("item", [one for one in ITEMS if one.kind is Kind.LONG_TEXT], ids=lambda item: item.key)
@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_coach_misses_nothing_in_an_example(item: Item, language: str):
    verdict = judge(item.example.in_language(language), item.clarity)
    assert verdict.lacks == ()


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.key)
def test_every_example_of_a_file_is_a_file_name(item: Item):
    if item.kind is Kind.FILE:
        assert re.fullmatch(r"[a-z-]+\.(pdf|jpg|png|docx)", item.example.nl)
        assert re.fullmatch(r"[a-z-]+\.(pdf|jpg|png|docx)", item.example.en)


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.key)
def test_the_short_name_has_at_most_three_words(item: Item):
    assert len(item.short.nl.split()) <= 3
    assert len(item.short.en.split()) <= 3


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.key)
def test_no_two_items_have_the_same_short_name(item: Item):
    checklist = CALL.checklist.items if item in CALL.checklist.items else CALL.evaluation.items
    for language in ("nl", "en"):
        assert [one.short.in_language(language) for one in checklist].count(item.short.in_language(language)) == 1


@pytest.mark.parametrize("item", ITEMS, ids=lambda item: item.key)
def test_a_question_fits_in_one_message_and_its_buttons_in_telegram(item: Item):
    for language in ("nl", "en"):
        text = "".join(words.in_language(language) for words in (item.title, item.why, item.example))
        assert len(text) < 1500
    longest = max((len(option.key.encode()) for option in item.options), default=0)
    assert len(item.key.encode()) + longest < TELEGRAM_BUTTON


def test_the_people_are_addressed_as_je_never_as_u():
    formal = re.compile(r"\b(u|uw|uzelf)\b", re.IGNORECASE)
    assert [text.nl for text in texts(CALL) if formal.search(text.nl)] == []


def test_sentences_are_short_enough_to_read_at_once():
    prose = [words for item in ITEMS for words in (item.title, item.why)]
    prose += [words for faq in CALL.faq for words in (faq.question, faq.answer)] + list(CALL.decisions.values())
    for words in prose:
        for language in ("nl", "en"):
            for sentence in re.split(r"(?<=[.?!:])\s", words.in_language(language)):
                assert len(sentence.split()) <= 25, sentence


@pytest.mark.parametrize("name", NAMES)
def test_every_text_ends_as_a_text_and_holds_no_markup_or_double_spaces(name):
    for words in texts(shipped_call(name)):
        for text in (words.nl, words.en):
            assert not re.search(r"[<>{}*_`]|  |\n", text), text


def test_the_receipt_can_say_what_happens_next():
    assert len(CALL.after_submission) >= 3
    assert "wijzigen" not in " ".join(step.nl for step in CALL.after_submission)  # of no use once a round is over


def test_the_free_number_of_vlaio_is_told():
    assert "0800 20 555" in CALL.help.nl
    assert "0800 20 555" in CALL.help.en


def test_the_questions_people_ask_have_triggers_in_small_letters():
    assert len(CALL.faq) >= 8
    for faq in CALL.faq:
        assert len(faq.triggers) >= 3
        assert all(trigger == trigger.lower() for trigger in faq.triggers)


def test_no_trigger_belongs_to_two_questions():
    triggers = [trigger for faq in CALL.faq for trigger in faq.triggers]
    assert sorted(triggers) == sorted(set(triggers))


def test_an_answer_names_questions_by_the_number_they_have():
    assert "vraag 22" in next(faq for faq in CALL.faq if faq.key == "joint").answer.nl
    assert CALL.checklist.by_number["22"].key == "partners"
    later = next(faq for faq in CALL.faq if faq.key == "college_later").answer.nl
    assert "vraag 12 en 13" in later
    assert [CALL.checklist.by_number[number].key for number in ("12", "13")] == ["college_decision", "college_date"]


@pytest.mark.parametrize("language", ["nl", "en"])
def test_the_listing_for_programs_holds_what_others_rely_on(language):
    listing = call_as_json(CALL, language)
    assert [item["number"] for item in listing["items"]] == NUMBERS
    for shown, item in zip(listing["items"], CALL.checklist.items, strict=True):
        assert shown["key"] == item.key
        assert shown["kind"] == item.kind
        assert shown["required"] is item.required
        assert shown["title"] == item.title.in_language(language)
        assert shown["example"] == item.example.in_language(language)
        assert shown["when"] == dict(item.when)
        assert [option["key"] for option in shown["options"]] == [option.key for option in item.options]
