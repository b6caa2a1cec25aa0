"""To which chat a link of a mail leads."""

import pytest

from reminders.start_links import StartLinks

WEB, TELEGRAM = "https://kernbot.example.org/?start=", "https://t.me/kernbot?start="


@pytest.mark.parametrize(
    ("open_by_link", "front", "link"),
    [
        ({"web": WEB, "telegram": TELEGRAM}, "telegram", TELEGRAM),
        ({"web": WEB, "telegram": TELEGRAM}, "web", WEB),
        ({"web": WEB, "telegram": TELEGRAM}, "", WEB),
        ({"web": WEB, "telegram": TELEGRAM}, "local", WEB),
        ({"telegram": TELEGRAM}, "", TELEGRAM),
        ({"telegram": TELEGRAM}, "web", TELEGRAM),
        ({"web": WEB}, "telegram", WEB),
        ({}, "telegram", ""),
    ],
)
def test_a_link_leads_to_the_own_chat_else_to_one_that_is_open_to_everybody(
    open_by_link: dict[str, str], front: str, link: str
) -> None:
    assert StartLinks(by_front=open_by_link).of(front) == link
