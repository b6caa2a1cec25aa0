"""What stands on the copy of a draft that was not sent: each answer, and why one is not clear."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from models.answers.answer import Answer
from models.language.wording import LANGUAGES
from models.letters.facts import DraftCopy
from models.records.applications.case import Kept
from reminders.draft_pdf import answer_lines
from tests.fakes.case_post import CasePost, copied_case_post
from tests.fakes.conversation import StandingClock

AN, BRAM = "an@lier.be", "bram@lier.be"


@pytest.fixture
async def post(tmp_path: Path, clock: StandingClock) -> AsyncIterator[CasePost]:
    async with copied_case_post(tmp_path, clock) as found:
        yield found


async def notes(post: CasePost, language: str, **mailboxes: str) -> dict[str, str | None]:
    """Return by number what is noted at each question, with these mailboxes as answers."""
    facts = await post.facts("expired")
    assert facts is not None
    assert facts.draft_copy is not None
    case = facts.draft_copy.case
    given = {
        key: Kept(answer=Answer(key=key, value=said, said=said), answered_by=1, answered_at=post.town.clock())
        for key, said in mailboxes.items()
    }
    copy: DraftCopy = replace(facts.draft_copy, case=replace(case, kept={**case.kept, **given}))
    return {line.number: line.note for line in answer_lines(copy, language)}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_a_back_up_with_the_mailbox_of_the_contact_is_unclear_with_the_reason(
    post: CasePost, language: str
) -> None:
    noted = await notes(post, language, contact_email=AN, backup_email=AN.upper())
    state, _, reason = (noted["20"] or "").partition(": ")
    assert state in {"onduidelijk", "unclear"}
    assert ("staat bij vraag 4 (E-mail contact)" in reason) == (language == "nl")
    assert noted["4"] is None


async def test_a_back_up_with_a_mailbox_of_their_own_bears_no_note(post: CasePost) -> None:
    assert (await notes(post, "nl", contact_email=AN, backup_email=BRAM))["20"] is None
