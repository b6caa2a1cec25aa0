"""python -m tests.letter_pictures: every letter as the mail it is (.eml), as text and as a picture, to be looked at."""

import argparse
import asyncio
from collections.abc import Iterator
from datetime import datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

from playwright.async_api import Page

from models.language.wording import LANGUAGES
from reminders.letter import Footer, letter
from reminders.mail_headers import LISTED
from reminders.mail_message import compose, stable_message_id
from tests.fakes.chromium import real_browser
from tests.fakes.conversation import BRUSSELS
from tests.fakes.letter_values import VALUES

SENT_AT = datetime(2021, 10, 20, 10, 0, tzinfo=BRUSSELS)
FOOTER = Footer(page="https://kernbot.example/voorkeuren/1-x")
SCREENS = {"desk": {"width": 900, "height": 600}, "phone": {"width": 390, "height": 700}}


def main() -> None:
    """Write the letters that are asked for."""
    parser = argparse.ArgumentParser(prog="python -m tests.letter_pictures", description=__doc__)
    parser.add_argument("letters", nargs="*", metavar="LETTER", help="all without one")
    parser.add_argument("--folder", type=Path, default=Path("var/letters"))
    wanted = parser.parse_args()
    wanted.folder.mkdir(parents=True, exist_ok=True)
    mails = [(name, mail) for name, mail in written() if not wanted.letters or name.split(".")[1] in wanted.letters]
    asyncio.run(_look_at(mails, wanted.folder))
    print(f"{len(mails)} letters in {wanted.folder}")


def written() -> Iterator[tuple[str, bytes]]:
    """Yield every letter in every language as the bytes of a mail, with a name such as "01.code.nl"."""
    for place, (name, values) in enumerate(VALUES, 1):
        for language in LANGUAGES:
            mail = compose(
                letter(name, language, footer=FOOTER if name in LISTED else None, **values),
                sender="Kernbot <kernbot@kernbot.example>",
                recipient="an.peeters@lier.example",
                message_id=stable_message_id(f"{name}:{place}:{language}", "kernbot.example"),
                now=SENT_AT,
            )
            yield f"{place:02}.{name}.{language}", mail.as_bytes()


async def _look_at(mails: list[tuple[str, bytes]], folder: Path) -> None:
    async with real_browser(offline=True) as browser:  # readable without anything from elsewhere
        page = await browser.new_page()
        for name, mail in mails:
            (folder / f"{name}.eml").write_bytes(mail)
            read = message_from_bytes(mail, EmailMessage, policy=SMTP)
            (folder / f"{name}.txt").write_text(f"Subject: {read['Subject']}\n\n{_part(read, 'plain')}", "utf-8")
            await _picture(page, _part(read, "html"), folder / name)


def _part(mail: EmailMessage, subtype: str) -> str:
    found = mail.get_body((subtype,))
    assert found is not None
    return str(found.get_content())


async def _picture(page: Page, html: str, place: Path) -> None:
    for screen, size in SCREENS.items():
        await page.set_viewport_size(size)  # type: ignore[arg-type]
        await page.set_content(html)
        await page.screenshot(path=f"{place}.{screen}.png", full_page=True)


if __name__ == "__main__":
    main()
