"""From first mail to receipt with PostgreSQL below it."""

from pathlib import Path

import pytest

from tests.fakes.conversation import StandingClock, open_town
from tests.fakes.correspondent import DECISION, Correspondent
from tests.fakes.mailed_answers import MAILBOX, mailed


async def test_a_whole_application_by_mail_on_postgres(
    tmp_path: Path, clock: StandingClock, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KERNBOT_DATABASE_URL", postgres_url)
    async with open_town(tmp_path, clock) as town:
        an = Correspondent(town=town, mailbox=MAILBOX)
        questions = await an.opens()
        summary = await an.hears(questions, mailed(), (DECISION,))
        await an.replies(summary, "INDIENEN")
        assert any(b"PROF-2021-2-0001" in path.read_bytes() for path in await town.mails())
