"""What a full durable turn costs: update in, stored, rules, commit, reply with buttons out, marked as answered."""

from pathlib import Path

from tests.bench import plain_session, population
from tests.bench.bare_bot import bare_bot
from tests.bench.clerks import turns_a_second
from tests.bench.interleaved import medians
from tests.bench.table import Row, Size, at_least
from tests.bench.town import NOW, busy_town
from tests.fakes.conversation import StandingClock


async def rows(folder: Path, size: Size) -> list[Row]:
    """Measure turns against a bare Session, and against python-telegram-bot that stores nothing."""
    numbers = range(1, size.clerks + 1)
    often = [number for number in numbers for _ in population.OPEN]
    async with busy_town(folder, 100) as town, bare_bot(StandingClock(NOW)) as bare:
        for number in numbers:
            await bare.open_chat("An", chat_id=number)

        async def loop() -> float:
            return plain_session.in_a_loop(town.engine, often)

        turn, session, looped, bot = await medians(
            lambda: town.turns_a_second(numbers),
            lambda: plain_session.for_chats(town.engine, often),
            loop,
            lambda: turns_a_second(bare, numbers, population.typed_answers()),
            rounds=size.rounds,
        )
    value = f"{turn:.0f} turns/s"
    target, holds = at_least(turn / session, 1.0)
    return [
        Row(
            bench="durable turn / plain Session in one thread for 100 chats",
            value=value,
            reference=f"{session:.0f}/s",
            ratio=turn / session,
            target=target,
            holds=holds,
        ),
        Row(
            bench="durable turn / plain Session in a bare loop",
            value=value,
            reference=f"{looped:.0f}/s",
            ratio=turn / looped,
        ),
        Row(
            bench="durable turn / python-telegram-bot, nothing stored",
            value=value,
            reference=f"{bot:.0f}/s",
            ratio=turn / bot,
        ),
    ]
