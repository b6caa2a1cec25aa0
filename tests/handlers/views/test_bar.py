"""The progress bar above a question."""

import pytest

from handlers.views.asking import bar


@pytest.mark.parametrize(
    ("done", "total", "blocks"),
    [
        (0, 24, "░░░░░░░░░░"),
        (2, 24, "░░░░░░░░░░"),
        (3, 24, "▓░░░░░░░░░"),
        (6, 24, "▓▓░░░░░░░░"),
        (12, 24, "▓▓▓▓▓░░░░░"),
        (23, 24, "▓▓▓▓▓▓▓▓▓░"),
        (24, 24, "▓▓▓▓▓▓▓▓▓▓"),
        (0, 0, "▓▓▓▓▓▓▓▓▓▓"),
        (1, 3, "▓▓▓░░░░░░░"),
    ],
)
def test_the_bar_is_dark_as_far_as_the_application_is_done(done: int, total: int, blocks: str) -> None:
    assert bar(done, total) == blocks


@pytest.mark.parametrize("total", [1, 7, 24, 29, 100])
def test_the_bar_is_full_only_when_nothing_is_left(total: int) -> None:
    full = [done for done in range(total + 1) if "░" not in bar(done, total)]

    assert full == [total]
