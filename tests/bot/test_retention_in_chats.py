"""What is over time goes from the chats of this machine, too: where officers have read it."""

from pathlib import Path

from tests.fakes import desk
from tests.fakes.conversation import StandingClock, open_town
from tests.fakes.traces import left_of
from tests.handlers.test_erasing_oneself import AN, NAME, PHONE, sent_application

LONGER_THAN_KEPT = 6 * 365  # days


async def test_what_an_officer_read_goes_with_the_application(tmp_path: Path, clock: StandingClock) -> None:
    async with open_town(tmp_path, clock, remembers=True) as town:
        town.house.caches.append(town.api.let_go)
        els = await desk.agency(town)
        await sent_application(town)
        assert PHONE in await els.says("PROF-2021-2-0001")

        town.clock.pass_(days=LONGER_THAN_KEPT)
        assert await town.house.retention.let_go(town.clock()) > 0

        assert await left_of(town, [NAME, AN, PHONE, "Molenwijk"]) == []
        assert "Contactpersoon:</b> [gewist]" in "".join(one.text_html for one in await els.bot_messages())
