"""The link in an invitation's mail: it opens the Telegram chat of this bot, and the colleague is in."""

import email
import email.policy
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.fronts.front import running_front
from bot.house import OpenHouse, open_house
from bot.local.api import LocalApi
from bot.local.request import LocalRequest
from bot.settings import Settings
from models.records.people import derived_secret, invitation_queries
from tests.fakes.conversation import Chat, StandingClock
from tests.fakes.empty_database import with_database

AN, BRAM = "an.peeters@heist-op-den-berg.be", "bram.claes@heist-op-den-berg.be"
LINK = re.compile(r"^(https://t\.me/(\w+)\?start=)([a-z2-7]{26})$", re.MULTILINE)


async def invited_in(house: OpenHouse, front: str, clock: StandingClock) -> tuple[str, str]:
    """Invite Bram in a chat of `front`; return the bot's name, and the text of the mail that Bram gets."""
    api = LocalApi(clock=clock)
    requests = {"request": LocalRequest(api), "polling_request": LocalRequest(api)}
    async with running_front(house, front, token="0:local", api_url="http://local", **requests) as running:
        chat_id = await api.open_chat("An", chat_id=1)
        an = Chat(house=house, api=api, front=running, clock=clock, chat_id=chat_id)
        await an.says("/start")
        await an.presses("Akkoord")
        await an.says("Heist-op-den-Berg")
        await an.presses("Ja")
        await an.answers("An Peeters", "Deskundige lokale economie", AN)
        await an.types_the_code(AN)
        await an.says("/deel")
        await an.presses("Collega uitnodigen")
        await an.says(BRAM)
        await house.sweep.send_due()
        return running.bot.username, text_of_the_mail_to(BRAM, house)


def text_of_the_mail_to(mailbox: str, house: OpenHouse) -> str:
    mails = [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        for path in (house.settings.data_dir / "mail").glob("*.eml")
    ]
    [found] = [mail for mail in mails if mail["To"] == mailbox]
    return found.get_body(("plain",)).get_content().replace("\r\n", "\n")


@pytest.fixture
def house(tmp_path: Path, clock: StandingClock) -> Iterator[OpenHouse]:
    settings = with_database(Settings(_env_file=None, data_dir=tmp_path, call="profploeg-2021"))
    with open_house(settings, clock) as opened:
        yield opened


async def test_a_mail_links_to_the_bot_of_the_telegram_chat(house: OpenHouse, clock: StandingClock) -> None:
    name, text = await invited_in(house, "telegram", clock)
    link = LINK.search(text)
    assert link is not None
    assert link[2] == name
    assert f"\n{link[3]}\n" in text  # whoever cannot follow the link types the code


async def test_the_token_of_the_link_opens_the_invitation(house: OpenHouse, clock: StandingClock) -> None:
    _, text = await invited_in(house, "telegram", clock)
    link = LINK.search(text)
    assert link is not None
    kept = await house.services.store.run(invitation_queries.by_token, derived_secret.hashed(link[3]))
    assert kept is not None
    assert kept.email == BRAM


async def test_a_mail_from_the_terminal_chat_has_no_link(house: OpenHouse, clock: StandingClock) -> None:
    _, text = await invited_in(house, "local", clock)
    assert "https://" not in text
    assert "typ deze code" in text
