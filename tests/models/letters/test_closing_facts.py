"""What the letters around the end of a round say, and when they are of no use any more."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from models.calls.stages import Stage
from models.records.applications import case_queries, extension_queries
from tests.fakes.case_post import CasePost, copied_case_post
from tests.fakes.conversation import StandingClock
from tests.fakes.deadline import brussels


@pytest.fixture
async def post(tmp_path: Path, clock: StandingClock) -> AsyncIterator[CasePost]:
    async with copied_case_post(tmp_path, clock) as found:
        yield found


async def test_the_copy_names_what_was_missing_and_where_it_goes_on(post: CasePost) -> None:
    found = await post.facts("expired")
    assert found is not None
    assert found.values["closed"] == "vrijdag 13 augustus 2021, 23.59 uur (Brussel)"
    assert found.values["next_round"] == "indieningsronde 2021-2"
    assert found.values["deadline"] == "vrijdag 12 november 2021, 23.59 uur (Brussel)"
    assert "7. Uitdaging" in found.values["missing"]
    assert "6" not in found.values["numbers"]
    assert found.draft_copy is not None
    assert found.draft_copy.case.answers["core_area"].said == "Kerkstraat"


async def test_in_english_it_is_all_english(post: CasePost) -> None:
    found = await post.facts("expired", language="en")
    assert found is not None
    assert (found.values["next_round"], found.values["closed"]) == (
        "round 2021-2",
        "Friday 13 August 2021, 11.59 pm (Brussels)",
    )


@pytest.mark.parametrize("stage", [Stage.WITHDRAWN, Stage.SUBMITTED])
async def test_the_copy_does_not_leave_when_its_people_went_on_or_stopped(post: CasePost, stage: Stage) -> None:
    await post.do(case_queries.change, post.messages["expired"].ref_id, stage=stage)
    assert await post.facts("expired") is None


async def test_the_copy_does_not_leave_when_the_draft_stands_again(post: CasePost) -> None:
    await post.do(case_queries.change, post.messages["expired"].application_id, stage=Stage.DRAFT)
    assert await post.facts("expired") is None


async def test_changes_that_were_not_sent_are_named_by_number(post: CasePost) -> None:
    found = await post.facts("unsent")
    assert found is not None
    assert found.values["numbers"] == ["6"]
    assert found.values["number"] == "PROF-2021-1-0098"


async def test_changes_are_not_called_unsent_while_the_round_is_open_after_all(post: CasePost) -> None:
    await post.do(
        extension_queries.put,
        "profploeg-2021",
        "2021-1",
        "12014",
        closes_at=brussels("2021-10-31 00:00:00"),
        reason="water",
        decided_by=None,
        now=post.town.clock(),
    )
    assert await post.facts("unsent") is None


async def test_a_deadline_that_passed_is_told_to_nobody(post: CasePost) -> None:
    assert await post.facts("extended") is not None
    post.town.clock.move_to("2021-11-13 00:00:00")
    assert await post.facts("extended") is None


async def test_the_warning_names_the_days_that_are_left(post: CasePost) -> None:
    found = await post.facts("no_next_round")
    assert found is not None
    assert (found.values["days"], found.values["drafts"]) == (23, 3)
    post.town.clock.move_to("2021-11-13 00:00:00")
    assert await post.facts("no_next_round") is None
