"""Whether a way out is open: one that is shut for all is left alone for a while, then tried with a single message."""

from dataclasses import dataclass
from datetime import datetime, timedelta

FIRST_PAUSE = timedelta(seconds=5)  # it doubles each time
LONGEST_PAUSE = timedelta(minutes=2)  # a backlog must be gone ten minutes after the way is open again


@dataclass(slots=True)
class Gate:
    """The gate of one way in this process."""

    _shut_at: datetime | None = None
    _pause: timedelta = timedelta()
    _times: int = 0

    @property
    def is_doubted(self) -> bool:
        """Return whether nothing has left since it was shut."""
        return self._times > 0

    def is_open(self, now: datetime) -> bool:
        """Return whether a message may be tried; a clock that was set back opens it too."""
        return self._shut_at is None or not self._shut_at <= now < self._shut_at + self._pause

    def shut(self, now: datetime, after: timedelta | None) -> None:
        """Let nothing through for as long as the other side asks, or else for a pause that doubles."""
        if self._shut_at is not None and not self.is_open(now):  # several messages met it at once
            self._pause = max(self._pause, after or timedelta())
            return
        self._shut_at = now
        self._pause = after or min(FIRST_PAUSE * 2 ** min(self._times, 10), LONGEST_PAUSE)
        self._times += 1

    def passed(self) -> None:
        """Note that the other side answered about a message."""
        if self._shut_at is not None:
            self._shut_at, self._pause, self._times = None, timedelta(), 0
