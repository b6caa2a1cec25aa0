"""What is next, missing and unclear, from the answers alone."""

import math
from collections.abc import Mapping
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.answers import checklist as rules
from models.answers.answer import Answer, Answers, State, Value
from models.call_files.call_file import shipped_call
from models.calls.call import Checklist, Item, Kind, Option, Words


def item(key: str, kind: Kind = Kind.TEXT, **fields: object) -> Item:
    words = Words(nl=key, en=key)
    texts = {"title": words, "short": words, "why": words, "example": words}
    return Item(**({"number": key, "key": key, "kind": kind, "required": True, "minutes": 1} | texts | fields))


def of(*items: Item) -> Checklist:
    return Checklist(items=items)


def said(**values: Value) -> dict[str, Answer]:
    return {key: Answer(key=key, value=value, said="gezegd") for key, value in values.items()}


def keys(items: tuple[Item, ...]) -> str:
    return " ".join(one.key for one in items)


def key_of(found: Item | None) -> str | None:
    return found.key if found else None


NAME, HOURS, NOTES, DATE = item("name"), item("hours"), item("notes", required=False), item("date", dated=True)
LIST = of(NAME, HOURS, NOTES, DATE)
UNREAD = Answer(key="hours", value=None, said="veel", problem="number")
BLANK = Answer(key="hours", value=None, said=" ")
THEMES = item("themes", Kind.SEVERAL, options=tuple(Option(key=k, words=Words(nl=k, en=k)) for k in ("a", "b")))
JOINT = item("joint", Kind.YES_NO)


def test_a_conditional_item_is_asked_only_when_its_option_was_chosen():
    checklist = of(THEMES, item("about_a", when=(("themes", "a"),)))
    assert keys(rules.asked_items(checklist, {})) == "themes"
    assert keys(rules.asked_items(checklist, said(themes=["b"]))) == "themes"
    assert keys(rules.asked_items(checklist, said(themes=["b", "a"]))) == "themes about_a"
    assert keys(rules.asked_items(checklist, said(themes=None))) == "themes"


def test_an_answer_that_has_to_differ_from_another_and_does_not_is_unclear_and_blocks_nothing():
    checklist = of(item("contact", Kind.EMAIL), backup := item("backup", Kind.EMAIL, other_than="contact"))
    same, other = said(contact="an@putte.be", backup="An@putte.be"), said(contact="an@putte.be", backup="bo@putte.be")
    assert rules.problem_of(backup, same) == "same_as_other"
    assert keys(rules.unclear(checklist, same)) == "backup"
    assert keys(rules.missing(checklist, same)) == ""
    assert keys(rules.unclear(checklist, other)) == ""
    assert rules.problem_of(backup, said(backup="an@putte.be")) is None
    assert rules.problem_of(backup, said(contact=None, backup=None)) is None


def test_each_of_several_conditions_must_hold():
    checklist = of(THEMES, JOINT, item("both", when=(("themes", "a"), ("joint", "yes"))))
    assert "both" not in keys(rules.asked_items(checklist, said(themes=["a"], joint=False)))
    assert "both" not in keys(rules.asked_items(checklist, said(themes=["b"], joint=True)))
    assert "both" in keys(rules.asked_items(checklist, said(themes=["a"], joint=True)))


def test_a_condition_on_an_item_that_is_not_asked_any_more_does_not_hold():
    checklist = of(THEMES, item("first", Kind.YES_NO, when=(("themes", "a"),)), item("then", when=(("first", "yes"),)))
    assert keys(rules.asked_items(checklist, said(themes=["a"], first=True))) == "themes first then"
    assert keys(rules.asked_items(checklist, said(themes=["b"], first=True))) == "themes"


@pytest.mark.parametrize(("value", "wanted", "asked"), [
    (True, "yes", True), (False, "yes", False), (False, "no", True), (True, "no", False),
    ("a", "a", True), ("ab", "a", False), (["a"], "a", True), ([], "a", False), (3, "3", False), (None, "no", False),
])  # fmt: skip
def test_a_condition_looks_at_the_whole_answer(value, wanted, asked):
    checklist = of(item("first"), item("then", when=(("first", wanted),)))
    assert (len(rules.asked_items(checklist, said(first=value))) == 2) is asked


def test_an_item_is_required_only_when_its_condition_holds():
    partners = item("partners", required_when=(("joint", "yes"),))
    checklist = of(JOINT, partners)
    assert not rules.required(partners, {})
    assert not rules.required(partners, said(joint=False))
    assert rules.required(partners, said(joint=True))
    assert keys(rules.missing(checklist, said(joint=False))) == ""
    assert keys(rules.missing(checklist, said(joint=True))) == "partners"


def test_an_optional_item_is_never_required():
    assert not rules.required(item("x", required=False, required_when=(("joint", "yes"),)), said(joint=True))


@pytest.mark.parametrize(("asked", "answer", "state"), [
    (HOURS, None, State.MISSING),
    (HOURS, BLANK, State.MISSING),
    (HOURS, UNREAD, State.UNCLEAR),
    (HOURS, Answer(key="hours", value=[], said=""), State.MISSING),
    (HOURS, Answer(key="hours", value=0, said="0"), State.FINE),
    (HOURS, Answer(key="hours", value=False, said="nee"), State.FINE),
    (HOURS, Answer(key="hours", value="x", said="x"), State.FINE),
    (HOURS, Answer(key="hours", value="x", said=""), State.FINE),
    (HOURS, Answer(key="hours", value="x", said="x", problem="too_short"), State.UNCLEAR),
    (HOURS, Answer(key="hours", value="x", said="x", unclear=("place",)), State.UNCLEAR),
    (HOURS, Answer(key="hours", value="x", said="x", stale=True), State.UNCLEAR),
    (NOTES, None, State.FINE),
    (NOTES, Answer(key="notes", value=None, said=""), State.FINE),
    (NOTES, Answer(key="notes", value=None, said="?", problem="email"), State.UNCLEAR),
])  # fmt: skip
def test_an_answer_is_fine_missing_or_unclear(asked, answer, state):
    assert rules.state_of(asked, {asked.key: answer} if answer else {}) is state


def test_what_is_required_and_unreadable_blocks_and_is_listed_once():
    answers = said(name="An", date="2021-06-14") | {"hours": UNREAD}
    assert keys(rules.missing(LIST, answers)) == "hours"
    assert keys(rules.unclear(LIST, answers)) == ""
    assert rules.state_of(HOURS, answers) is State.UNCLEAR


def test_what_is_unclear_warns_and_does_not_block():
    vague = {"hours": Answer(key="hours", value="x", said="x", unclear=("number",))}
    answers = said(name="An", date="2021-06-14") | vague
    assert rules.missing(LIST, answers) == ()
    assert keys(rules.unclear(LIST, answers)) == "hours"


def test_an_optional_item_left_open_neither_blocks_nor_warns():
    answers = said(name="An", hours="4", date="2021-06-14")
    assert rules.missing(LIST, answers) == ()
    assert rules.unclear(LIST, answers) == ()


def test_an_unreadable_answer_to_an_optional_item_warns():
    answers = said(name="An", hours="4", date="2021-06-14", notes=None)
    assert rules.missing(LIST, answers) == ()
    assert keys(rules.unclear(LIST, answers)) == "notes"


def test_what_is_not_asked_is_neither_missing_nor_unclear():
    checklist = of(THEMES, item("about_a", when=(("themes", "a"),)))
    answers = said(themes=["b"]) | {"about_a": Answer(key="about_a", value="x", said="x", problem="too_short")}
    assert rules.missing(checklist, answers) == ()
    assert rules.unclear(checklist, answers) == ()


@pytest.mark.parametrize(("answers", "skipped", "after", "key"), [
    ({}, (), None, "name"),
    (said(name="An"), (), None, "hours"),
    (said(hours="4"), (), None, "name"),
    (said(name="An"), ("hours",), None, "notes"),
    ({}, ("name",), None, "hours"),
    ({}, (), "hours", "notes"),
    ({}, (), "date", "name"),
    ({}, (), "gone", "name"),
    (said(date="x"), (), "notes", "name"),
    (said(name="An", notes="x", date="x"), ("hours",), None, "hours"),
    (said(hours="4", date="x"), ("name", "notes"), None, "name"),
    (said(notes="x"), ("name", "hours", "date"), None, "name"),
    (said(notes="x"), ("name", "hours", "date"), "name", "hours"),
    (said(notes="x"), ("name", "hours", "date"), "date", "name"),
    (said(name="An", hours="4", date="x"), (), None, "notes"),
    (said(name="An", hours="4", date="x"), ("notes",), None, None),
    (said(name="An", hours="4", notes="x", date="x"), (), None, None),
    (said(name="An", hours="4", notes=None, date="x"), (), None, "notes"),
    (said(name="An", hours="4", notes=None, date="x"), ("notes",), None, None),
])  # fmt: skip
def test_the_next_item_is_the_first_that_is_open_and_not_skipped(answers, skipped, after, key):
    assert key_of(rules.next_item(LIST, answers, skipped, after)) == key


def test_an_answer_of_an_earlier_round_is_asked_again_until_it_is_confirmed_or_skipped():
    answers = rules.carried(LIST, said(name="An", hours="4", notes="x", date="2021-06-14"))
    assert key_of(rules.next_item(LIST, answers)) == "date"
    assert rules.next_item(LIST, answers, {"date"}) is None
    assert rules.missing(LIST, answers) == ()
    assert keys(rules.unclear(LIST, answers)) == "date"


def test_the_search_goes_on_behind_an_item_that_is_not_asked_any_more():
    checklist = of(THEMES, item("about_a", when=(("themes", "a"),)), item("end"))
    assert key_of(rules.next_item(checklist, said(themes=["b"]), after="about_a")) == "end"


def test_walking_goes_from_item_to_asked_item_answered_or_not():
    checklist = of(THEMES, item("about_a", when=(("themes", "a"),)), item("end"))
    chosen, other = said(themes=["a"]), said(themes=["b"], end="x")
    assert key_of(rules.item_after(checklist, chosen, "themes")) == "about_a"
    assert key_of(rules.item_after(checklist, other, "themes")) == "end"
    assert key_of(rules.item_after(checklist, other, "about_a")) == "end"
    assert rules.item_after(checklist, other, "end") is None
    assert key_of(rules.item_before(checklist, chosen, "end")) == "about_a"
    assert key_of(rules.item_before(checklist, other, "end")) == "themes"
    assert key_of(rules.item_before(checklist, other, "about_a")) == "themes"
    assert rules.item_before(checklist, other, "themes") is None


def test_an_item_that_is_gone_has_no_neighbours():
    assert rules.item_after(LIST, {}, "gone") is None
    assert rules.item_before(LIST, {}, "gone") is None


def test_progress_counts_what_is_settled_and_the_minutes_of_the_rest():
    checklist = of(item("a", minutes=0.5), item("b", minutes=4), item("c", minutes=0.5, required=False))
    assert rules.progress(checklist, {}) == rules.Progress(done=0, total=3, minutes_left=5)
    assert rules.progress(checklist, said(b="x")) == rules.Progress(done=1, total=3, minutes_left=1)
    assert rules.progress(checklist, said(b="x"), ("c",)) == rules.Progress(done=2, total=3, minutes_left=1)
    assert rules.progress(checklist, said(b="x"), ("a", "c")) == rules.Progress(done=2, total=3, minutes_left=1)
    assert rules.progress(checklist, said(a="x", b="x"), ("c",)) == rules.Progress(done=3, total=3, minutes_left=0)


def test_a_chosen_theme_adds_its_question_to_the_total():
    call = shipped_call("profploeg")
    assert rules.progress(call.checklist, {}).total == 24
    assert rules.progress(call.checklist, said(themes=["beleid", "beleving"])).total == 26


def test_answers_whose_item_is_gone_are_shown():
    answers = said(name="An", budget="500")
    assert [answer.key for answer in rules.orphans(LIST, answers)] == ["budget"]
    assert rules.orphans(LIST, said(name="An")) == ()


def test_answers_that_are_only_not_asked_now_are_not_orphans():
    checklist = of(THEMES, item("about_a", when=(("themes", "a"),)))
    assert rules.orphans(checklist, said(themes=["b"], about_a="x")) == ()


def test_a_next_round_holds_all_answers_and_marks_the_dated_ones():
    answers = said(name="An", hours="4", date="2021-06-14", budget="500")
    after = rules.carried(LIST, answers)
    assert {key for key, answer in after.items() if answer.stale} == {"date"}
    assert {key: answer.value for key, answer in after.items()} == {key: a.value for key, a in answers.items()}
    assert not answers["date"].stale


def test_a_dated_item_that_was_only_skipped_has_nothing_to_confirm():
    blank = {"date": Answer(key="date", value=None, said="")}
    assert not rules.carried(LIST, blank)["date"].stale


SHIPPED = shipped_call("profploeg").checklist
KEYS = [one.key for one in SHIPPED.items]
THEME_KEYS = [option.key for option in SHIPPED.by_key["themes"].options]
VALUES = st.one_of(
    st.none(), st.just("x"), st.just(0), st.booleans(), st.lists(st.sampled_from(THEME_KEYS), unique=True)
)


@st.composite
def answer_sets(draw: st.DrawFn) -> Mapping[str, Answer]:
    answers = {}
    for key in draw(st.sets(st.sampled_from([*KEYS, "gone"]))):
        problem = draw(st.sampled_from([None, None, "too_short"]))
        hints = draw(st.sampled_from([(), (), ("place",)]))
        answers[key] = Answer(
            key=key,
            value=draw(VALUES),
            said=draw(st.sampled_from(["", "iets"])),
            problem=problem,
            unclear=hints,
            stale=draw(st.booleans()),
        )
    return answers


SKIPPED = st.frozensets(st.sampled_from(KEYS))
PLACES = st.none() | st.sampled_from([*KEYS, "gone"])


@given(answer_sets(), SKIPPED, PLACES)
def test_there_is_a_next_item_exactly_when_something_is_left(answers: Answers, skipped, after):
    progress = rules.progress(SHIPPED, answers, skipped)
    found = rules.next_item(SHIPPED, answers, skipped, after)
    assert 0 <= progress.done <= progress.total == len(rules.asked_items(SHIPPED, answers))
    assert (found is None) == (progress.done == progress.total) == (progress.minutes_left == 0)
    assert found is None or found in rules.asked_items(SHIPPED, answers)


@given(answer_sets(), SKIPPED, PLACES)
def test_nothing_is_over_while_something_required_is_missing(answers: Answers, skipped, after):
    if rules.missing(SHIPPED, answers):
        assert rules.next_item(SHIPPED, answers, skipped, after) is not None


@given(answer_sets(), SKIPPED)
def test_a_skipped_item_comes_back_only_when_all_others_are_settled_and_it_blocks(answers: Answers, skipped):
    found = rules.next_item(SHIPPED, answers, skipped)
    if found is not None and found.key in skipped:
        assert found == next(one for one in rules.missing(SHIPPED, answers) if one.key in skipped)
        assert all(one.key in skipped for one in rules.missing(SHIPPED, answers))


@given(answer_sets())
def test_missing_and_unclear_share_nothing_and_agree_with_the_states(answers: Answers):
    missing, unclear = rules.missing(SHIPPED, answers), rules.unclear(SHIPPED, answers)
    assert not set(missing) & set(unclear)
    for one in rules.asked_items(SHIPPED, answers):
        state = rules.state_of(one, answers)
        assert (state is State.FINE) == (one not in missing and one not in unclear)
        assert state is not State.MISSING or one in missing


@given(answer_sets())
def test_walking_to_the_end_and_back_visits_every_asked_item_once(answers: Answers):
    asked = rules.asked_items(SHIPPED, answers)
    walked = [asked[0]]
    while following := rules.item_after(SHIPPED, answers, walked[-1].key):
        walked.append(following)
    assert tuple(walked) == asked
    assert all(rules.item_before(SHIPPED, answers, other.key) == one for one, other in pairwise(asked))


@given(answer_sets(), SKIPPED)
def test_answering_what_is_asked_comes_to_an_end(answers: Answers, skipped):
    answers = dict(answers)
    for _ in range(len(KEYS) + 1):
        asked = rules.next_item(SHIPPED, answers, skipped)
        if asked is None:
            break
        answers[asked.key] = Answer(key=asked.key, value="x", said="x")
        skipped -= {asked.key}
    assert rules.next_item(SHIPPED, answers, skipped) is None
    assert rules.missing(SHIPPED, answers) == ()


@given(answer_sets())
def test_carrying_over_loses_nothing(answers: Answers):
    after = rules.carried(SHIPPED, answers)
    assert after.keys() == answers.keys()
    assert all(after[key].value == answers[key].value and after[key].said == answers[key].said for key in answers)
    assert rules.carried(SHIPPED, after) == after


@given(st.lists(st.floats(0.5, 60).map(lambda minutes: round(minutes * 2) / 2), max_size=20))
def test_minutes_are_rounded_up_as_a_whole(minutes):
    assert rules.minutes_for(item("x", minutes=m) for m in minutes) == math.ceil(sum(minutes))
