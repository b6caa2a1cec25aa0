"""What the inbox knows about when something was sent: stamps of what came later in the same poll."""

from datetime import UTC, datetime
from typing import Any

from bot.fronts.inbox import new_updates

NOON = datetime(2021, 11, 12, 12, 0, tzinfo=UTC)


def message(update_id: int, second: int, *, edited_at: int | None = None) -> dict[str, Any]:
    """Return an update with a message of that second after noon, perhaps edited later."""
    stamp = int(NOON.timestamp()) + second
    if edited_at is None:
        return {"update_id": update_id, "message": {"date": stamp}}
    return {"update_id": update_id, "edited_message": {"date": stamp, "edit_date": int(NOON.timestamp()) + edited_at}}


def press(update_id: int) -> dict[str, Any]:
    """Return an update with a press, under a message of long ago."""
    return {"update_id": update_id, "callback_query": {"id": "1", "message": {"date": 1}}}


def sent_before(*raw: dict[str, Any]) -> list[int | None]:
    """Return for each update by which second after noon it was sent, as far as the poll tells."""
    known = [one.sent_before for one in new_updates(list(raw))]
    return [None if moment is None else int((moment - NOON).total_seconds()) for moment in known]


def test_a_press_was_sent_before_the_stamp_of_what_came_after_it() -> None:
    assert sent_before(press(1), message(2, 30)) == [30, None]


def test_a_press_that_came_last_has_no_bound() -> None:
    assert sent_before(message(1, 30), press(2)) == [None, None]


def test_the_earliest_of_all_later_stamps_counts() -> None:
    assert sent_before(press(1), message(2, 50), press(3), message(4, 40)) == [40, 40, 40, None]


def test_an_edited_message_is_stamped_with_its_edit() -> None:
    assert sent_before(press(1), message(2, 5, edited_at=45)) == [45, None]


def test_a_press_is_no_stamp_for_another() -> None:
    assert sent_before(press(1), press(2)) == [None, None]


def test_the_order_and_the_ids_stay_as_they_came() -> None:
    assert [one.update_id for one in new_updates([press(7), message(8, 1), press(9)])] == [7, 8, 9]
