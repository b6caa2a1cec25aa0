"""Stopping from the mail itself: which mails offer it, by which address, and the line under the letter."""

import email
import email.policy
from datetime import UTC, datetime
from email.message import EmailMessage
from pathlib import Path

import pytest

from models.language.wording import LANGUAGES
from models.letters.letter_facts import KINDS
from models.records.messages.outbox_queries import Message
from models.records.people.signed_link import Holder, HolderKind, Use, holder_of
from reminders.letter import Footer, Letter, letter
from reminders.mail_folder import MailFolder
from reminders.mail_headers import LISTED, MailList
from reminders.mail_message import MAIL_POLICY, compose
from reminders.ways import MailWay
from tests.fakes.conversation import StandingClock
from tests.fakes.post_room import PostRoom, open_post_room

KEY = b"k" * 32
NOW = datetime(2021, 10, 20, 8, tzinfo=UTC)
SITE = "https://kernbot.example.org"
FROM = "Kernbot <kernbot@example.org>"
AN = Holder(kind=HolderKind.PERSON, row_id=17)
LINE = Holder(kind=HolderKind.INTEREST, row_id=4)


def mail_list(public_url: str = SITE, sender: str = FROM) -> MailList:
    return MailList(key=KEY, sender=sender, public_url=public_url)


def message(kind: str = "reminder", person_id: int | None = 17, **more: object) -> Message:
    usual = {"key": "k", "way": "mail", "address": "an@x.be", "language": "nl"}
    return Message(**usual | more, kind=kind, person_id=person_id)


INTEREST = message("interest", person_id=None, ref_id=4)


@pytest.mark.parametrize(("one", "holder"), [(message(), AN), (INTEREST, LINE), (message("province_list"), AN)])
def test_a_reminder_is_stopped_by_one_click_over_https(one: Message, holder: Holder) -> None:
    headers = mail_list().headers(one, NOW)
    address = headers["List-Unsubscribe"]
    assert address.startswith(f"<{SITE}/stop/")
    token = address.removeprefix(f"<{SITE}/stop/").removesuffix(">")
    assert holder_of(KEY, Use.STOP, token, NOW) == holder
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert headers["List-Id"] == "Kernbot <herinneringen.example.org>"
    assert "Precedence" not in headers


def test_without_https_there_is_a_link_and_no_one_click() -> None:
    headers = mail_list("http://kernbot.example.org").headers(message(), NOW)
    assert headers["List-Unsubscribe"].startswith("<http://kernbot.example.org/stop/p17-")
    assert "List-Unsubscribe-Post" not in headers


def test_without_a_public_address_it_is_stopped_by_mail_to_the_sender() -> None:
    headers = mail_list("").headers(message(), NOW)
    start = "<mailto:kernbot@example.org?subject=stop%20"
    assert headers["List-Unsubscribe"].startswith(start)
    token = headers["List-Unsubscribe"].removeprefix(start).removesuffix(">")
    assert holder_of(KEY, Use.STOP, token, NOW) == AN
    assert "List-Unsubscribe-Post" not in headers


@pytest.mark.parametrize("kind", sorted(KINDS - LISTED))
def test_what_nobody_can_do_without_cannot_be_stopped(kind: str) -> None:
    assert mail_list().headers(message(kind), NOW) == {}
    assert mail_list().footer(message(kind), NOW) is None


def test_a_chat_message_has_neither() -> None:
    assert mail_list().headers(message(way="telegram"), NOW) == {}
    assert mail_list().footer(message(way="telegram"), NOW) is None


def test_a_message_to_nobody_in_particular_has_neither() -> None:
    assert mail_list().headers(message(person_id=None), NOW) == {}


def test_the_line_under_a_letter_leads_to_the_preferences_else_to_a_mail_or_to_the_chat() -> None:
    footer = mail_list().footer(message(), NOW)
    assert footer is not None
    assert footer.page is not None
    token = footer.page.removeprefix(f"{SITE}/voorkeuren/")
    assert holder_of(KEY, Use.PREFERENCES, token, NOW) == AN
    assert mail_list("").footer(message(), NOW) == Footer()
    by_mail = mail_list("").footer(INTEREST, NOW)
    assert by_mail is not None
    assert (by_mail.mail or "").startswith("mailto:kernbot@example.org?subject=stop%20i4-")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("footer", "address"),
    [
        (Footer(page=f"{SITE}/voorkeuren/x"), f"{SITE}/voorkeuren/x"),
        (Footer(mail="mailto:k@x.be?subject=stop%20x"), "mailto:k@x.be?subject=stop%20x"),
        (Footer(), "/herinneringen"),
    ],
)
def test_the_line_stands_in_both_parts_of_the_letter(language: str, footer: Footer, address: str) -> None:
    made = letter("let_in", language, municipality="As", footer=footer)
    assert address in made.text.rpartition("\n-- \n")[2]
    assert (f'href="{address}"' if ":" in address else address) in made.html


def test_a_letter_without_it_says_nothing_of_it() -> None:
    made = letter("let_in", "nl", municipality="As")
    assert "/herinneringen" not in made.text + made.html


@pytest.mark.parametrize("public_url", [SITE, "", f"{SITE}/{'pad/' * 100}x"])
def test_no_line_of_the_mail_is_longer_than_998_and_no_header_is_broken(public_url: str) -> None:
    sender = f"Kernbot <{'k' * 64}@{'.'.join(['gemeente'] * 20)}.be>"
    headers = mail_list(public_url, sender).headers(message(person_id=2**31 - 1), NOW)
    words = Letter(language="nl", subject="s", text="t", html="<p>t</p>")
    mail = compose(words, sender=sender, recipient="an@x.be", message_id="<1@x.be>", now=NOW, headers=headers)
    raw = mail.as_bytes(policy=MAIL_POLICY)
    assert max(len(line) for line in raw.split(b"\r\n")) <= 998
    read = email.message_from_bytes(raw, policy=email.policy.default)
    assert {name: str(read[name]) for name in headers} == dict(headers)


async def test_what_the_house_sends_has_them_only_where_they_belong(tmp_path: Path, clock: StandingClock) -> None:
    with open_post_room(tmp_path, clock) as room:
        mail = await _sent(room, tmp_path)
        assert mail["List-Unsubscribe"] is None  # a letter about a colleague who joined
        found = room.house.sweep.mail_list
        assert found is not None
        offered = found.headers(message(), NOW)["List-Unsubscribe"]
        assert offered.startswith("<mailto:kernbot@localhost?subject=stop%20p17-")


async def _sent(room: PostRoom, folder: Path) -> EmailMessage:
    """Send a letter by the way that the house made, and return it as it was written."""
    found = room.house.sweep.mail_list
    assert found is not None
    room.sweep.ways["mail"] = MailWay(MailFolder(folder / "mail"), FROM, "example.org", found.headers)
    await room.post()
    await room.sweep.send_due()
    [path] = (folder / "mail").glob("*.eml")
    read = email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
    assert isinstance(read, EmailMessage)
    return read
