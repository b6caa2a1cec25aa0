"""What a reminder says: by number, with minutes, as it stands at the moment of sending; else nothing."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.calls.stages import Stage
from models.letters import letter_facts
from models.letters.facts import Facts
from models.letters.reminder_order import Place
from models.records.applications import case_queries
from models.records.messages.outbox_queries import Message
from models.records.people import person_queries
from tests.fakes.conversation import StandingClock
from tests.fakes.reminded import HEIST, LIER, Reminded, reminded_people

AN = "an@heist-op-den-berg.be"
TODAY = Message(key="reminder:p1:2021-11-05", kind="reminder", way="mail", address=AN, language="nl", person_id=1)


@pytest.fixture
def people(tmp_path: Path, clock: StandingClock) -> Iterator[Reminded]:
    with reminded_people(tmp_path, clock) as opened:
        yield opened


def facts(people: Reminded, at: str = "2021-11-05 09:00", **changed: object) -> Facts | None:
    people.clock.move_to(at)
    message = replace(TODAY, **changed)
    return people.do(letter_facts.gather, message, b"key", people.clock())


def test_what_is_missing_is_named_by_number_with_its_minutes(people: Reminded) -> None:
    everything = [item.key for item in people.house.services.house.call.checklist.items if not item.when]
    people.draft(people.person(AN), HEIST, *[key for key in everything if key not in {"challenge", "alderman"}])
    found = facts(people)
    assert found is not None
    [draft] = found.values["applications"]
    assert draft["missing"] == ["7. Uitdaging (4 minuten)", "17. Schepen (1 minuut)"]
    assert (draft["minutes"], draft["more"], draft["days"]) == (5, 0, 7)
    assert draft["deadline"] == "vrijdag 12 november 2021, 23.59 uur (Brussel)"
    assert found.buttons == (("fill_in", "go:1:7"),)


def test_what_is_long_is_cut_and_counted(people: Reminded) -> None:
    people.draft(people.person(AN))
    [draft] = facts(people).values["applications"]
    assert len(draft["missing"]) == 10
    assert draft["more"] > 5


def test_when_nothing_is_missing_the_button_sends(people: Reminded) -> None:
    people.draft(people.person(AN), HEIST, "everything")
    found = facts(people)
    assert found.values["applications"][0]["missing"] == []
    assert found.values["mailbox_missing"] is False
    assert found.buttons == (("send", "ready"),)


def test_who_has_no_proven_mailbox_hears_that_it_is_needed(people: Reminded) -> None:
    people.draft(people.person(), HEIST, "everything")
    assert facts(people).values["mailbox_missing"] is True


def test_the_button_of_an_application_that_lies_aside_opens_it_first(people: Reminded) -> None:
    an = people.person(AN)
    people.draft(an, HEIST)
    people.draft(an, LIER)
    assert facts(people).buttons == (("continue", "to:1"),)


@pytest.mark.parametrize(
    ("at", "last_call"),
    [("2021-11-11 23:59", False), ("2021-11-12 00:00", True), ("2021-11-12 23:59:59", True)],
)
def test_the_last_day_is_the_last_call(people: Reminded, at: str, last_call: bool) -> None:
    people.draft(people.person(AN))
    assert facts(people, at).values["is_last_call"] is last_call


def test_the_working_day_before_a_last_day_in_the_weekend_is_the_last_call_too(people: Reminded) -> None:
    people.draft(people.person(AN))
    people.extend(HEIST, "2021-11-15 00:00")
    assert facts(people, "2021-11-11 09:00").values["is_last_call"] is False
    friday = facts(people, "2021-11-12 09:00")
    assert (friday.values["is_last_call"], friday.values["days"]) == (True, 2)


def test_it_does_not_leave_after_the_deadline(people: Reminded) -> None:
    people.draft(people.person(AN))
    assert facts(people, "2021-11-12 23:59:59") is not None
    assert facts(people, "2021-11-13 00:00:00") is None


@pytest.mark.parametrize("stage", [stage for stage in Stage if stage is not Stage.DRAFT])
def test_it_leaves_for_a_draft_alone(people: Reminded, stage: Stage) -> None:
    application = people.draft(people.person(AN))
    assert facts(people) is not None
    people.do(case_queries.change, application, stage=stage)
    assert facts(people) is None


def test_it_does_not_leave_to_who_stopped_or_put_it_off(people: Reminded) -> None:
    people.draft(people.person(AN))
    people.do(person_queries.change, 1, reminders="off")
    assert facts(people) is None
    people.do(person_queries.change, 1, reminders="mail", snoozed_until_at=people.clock())
    assert facts(people, "2021-11-05 09:00") is not None
    people.clock.pass_(seconds=1)
    people.do(person_queries.change, 1, snoozed_until_at=people.clock())
    assert facts(people, "2021-11-05 09:00") is None


def test_another_town_s_draft_is_never_named(people: Reminded) -> None:
    people.draft(people.person(AN), HEIST)
    people.draft(people.person("bram@lier.be"), LIER)
    shown = str(facts(people).values)
    assert "Heist-op-den-Berg" in shown
    assert "Lier" not in shown


def test_a_letter_to_nobody_does_not_leave(people: Reminded) -> None:
    assert facts(people, person_id=None) is None
    assert facts(people, kind="interest", person_id=None, ref_id=99) is None


def test_english_is_spoken_to_who_wants_it(people: Reminded) -> None:
    people.draft(people.person(AN))
    [draft] = facts(people, language="en").values["applications"]
    assert draft["deadline"] == "Friday 12 November 2021, 11.59 pm (Brussels)"
    assert draft["missing"][0].endswith("minute)")


@pytest.mark.parametrize(
    ("key", "place"),
    [
        ("reminder:p1:2021-11-05", (5, 1)),
        ("reminder:i12:2021-11-05", (5, 1)),
        ("reminder:p1:2021-11-12:2", (12, 2)),
        ("reminder:p1:2021-11-12:2:chat", (12, 2)),
        ("joined:1", None),
        ("reminder:x1:2021-11-05", None),
    ],
)
def test_a_key_tells_where_a_reminder_stands(key: str, place: tuple[int, int] | None) -> None:
    found = Place.of(key)
    assert (found and (found.on.day, found.turn)) == place
