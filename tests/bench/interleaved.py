"""Measures in turn, A B A B: machines drift by a third between runs, but not between one second and the next."""

from collections.abc import Awaitable, Callable
from statistics import median

Side = Callable[[], Awaitable[float]]


async def medians(*sides: Side, rounds: int) -> list[float]:
    """Return the median of what each side measures; of several rounds the first one only warms up."""
    found: list[list[float]] = [[] for _ in sides]
    for _ in range(rounds):
        for measures, side in zip(found, sides, strict=True):
            measures.append(await side())
    return [median(measures[1:] or measures) for measures in found]
