"""A progress bar for work of the command line that takes more than a second."""

import time
from collections.abc import Iterator, Sequence
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Self, TypeVar

if TYPE_CHECKING:
    from rich.progress import Progress, TaskID

T = TypeVar("T")
PATIENCE_S = 1.0


class Bar(AbstractContextManager["Bar"]):
    """A bar on standard error that is there only once the work has taken a second."""

    def __init__(self, what: str, patience_s: float = PATIENCE_S) -> None:
        self._what = what
        self._shown_at = time.monotonic() + patience_s
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> Self:
        """Begin."""
        return self

    def show(self, done: int, total: int) -> None:
        """Say how far it is."""
        if self._bar is None and time.monotonic() >= self._shown_at:
            from rich.console import Console
            from rich.progress import Progress

            self._bar = Progress(console=Console(stderr=True))
            self._task = self._bar.add_task(self._what, total=total)
            self._bar.start()
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=done, total=total)

    def __exit__(self, *_: object) -> None:
        """Leave the bar as it is."""
        if self._bar is not None:
            self._bar.stop()


def watched(things: Sequence[T], what: str, patience_s: float = PATIENCE_S) -> Iterator[T]:
    """Give the things one by one; after a second a bar on standard error shows how far that is."""
    with Bar(what, patience_s) as bar:
        for done, thing in enumerate(things):
            bar.show(done, len(things))
            yield thing
        if things:
            bar.show(len(things), len(things))
