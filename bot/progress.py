"""A progress bar for work of the command line that takes more than a second."""

import time
from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
PATIENCE_S = 1.0


def watched(things: Sequence[T], what: str, patience_s: float = PATIENCE_S) -> Iterator[T]:
    """Give the things one by one; after a second a bar on standard error shows how far that is."""
    began, bar, task = time.monotonic(), None, None
    try:
        for done, thing in enumerate(things):
            if bar is None and time.monotonic() - began >= patience_s:
                from rich.console import Console
                from rich.progress import Progress

                bar = Progress(console=Console(stderr=True))
                task = bar.add_task(what, total=len(things))
                bar.start()
            if bar is not None and task is not None:
                bar.update(task, completed=done)
            yield thing
        if bar is not None and task is not None:
            bar.update(task, completed=len(things))
    finally:
        if bar is not None:
            bar.stop()
