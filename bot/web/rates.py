"""How often a visitor may do something: a bucket for each, which fills again with time."""

from collections import OrderedDict
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field

MOST_KEPT = 50_000  # buckets; the one that was idle for longest goes first, and is full anyhow


@dataclass(slots=True, kw_only=True)
class Rates:
    """Buckets of `most` doings that fill within `seconds`."""

    most: int
    seconds: float
    monotonic: Callable[[], float]  # seconds
    _buckets: OrderedDict[Hashable, tuple[float, float]] = field(default_factory=OrderedDict)

    def allows(self, who: Hashable) -> bool:
        """Take one out of the bucket of `who`; return False when it is empty."""
        now = self.monotonic()
        left, at = self._buckets.pop(who, (float(self.most), now))
        left = min(float(self.most), left + (now - at) * self.most / self.seconds)
        is_allowed = left >= 1
        self._buckets[who] = (left - 1 if is_allowed else left), now
        if len(self._buckets) > MOST_KEPT:
            self._buckets.popitem(last=False)
        return is_allowed
