"""Whether a turn stays as fast when very many have applied."""

from itertools import count
from pathlib import Path

from tests.bench.interleaved import medians
from tests.bench.table import Row, Size, at_most
from tests.bench.town import busy_town

FEW = 100
STRIDE = 7_919  # a prime: each round meets other applications, far from each other


async def rows(folder: Path, size: Size) -> list[Row]:
    """Measure turns with a hundred applications in the database, and with very many."""
    async with busy_town(folder / "few", FEW) as small, busy_town(folder / "many", size.applications) as large:
        rounds = count()

        async def among_many() -> float:
            first = next(rounds) * size.clerks
            return await large.turns_a_second(
                sorted({1 + (first + place) * STRIDE % size.applications for place in range(size.clerks)})
            )

        few, many = await medians(
            lambda: small.turns_a_second(range(1, size.clerks + 1)), among_many, rounds=size.rounds
        )
    target, holds = at_most(few / many, 1.2)
    return [
        Row(
            bench=f"turn with {size.applications:,} applications / with {FEW}",
            value=f"{1000 / many:.2f} ms",
            reference=f"{1000 / few:.2f} ms",
            ratio=few / many,
            target=target,
            holds=holds,
        )
    ]
