"""How a letter becomes a mail: headers, parts and files."""

import re
import secrets
from collections.abc import Mapping
from datetime import datetime
from email.headerregistry import Address, BaseHeader, HeaderRegistry
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from functools import cache, lru_cache
from hashlib import sha256
from types import MappingProxyType
from typing import Any

from models.language.clean_text import clean_file_name, one_line
from reminders.letter import Enclosure, Letter


class _Headers(HeaderRegistry):
    """Headers that are parsed once: most are the same in every mail, and parsing took most of the time of composing."""

    def __call__(self, name: str, value: object) -> BaseHeader:
        return _parsed(name, str(value))

    def __getitem__(self, name: str) -> type[BaseHeader]:
        return _type(name)


@lru_cache(maxsize=512)
def _parsed(name: str, value: str) -> BaseHeader:
    return _PARSER(name, value)


@cache
def _type(name: str) -> type[BaseHeader]:
    return _PARSER[name]


class _Policy(EmailPolicy):
    """How a mail is written down: for the same reason a header is folded once, and what is plain is not parsed."""

    def header_store_parse(self, name: str, value: Any) -> tuple[str, Any]:  # noqa: ANN401 - text, an address, a header
        """Return a header as it is kept; who reads a plain one gets it parsed."""
        text = str(value)
        is_plain = name in _OWN and _PLAIN.fullmatch(text) and "=?" not in text
        return (name, text) if is_plain else super().header_store_parse(name, value)

    def fold_binary(self, name: str, value: str) -> bytes:
        """Return a header as it stands in the mail."""
        return _folded(name, value)


@lru_cache(maxsize=512)
def _folded(name: str, value: str) -> bytes:
    return EmailPolicy.fold_binary(MAIL_POLICY, name, value)


_OWN = frozenset({"To", "Message-ID"})  # each mail has its own
_PLAIN = re.compile(r"[!-~]{1,400}")
_PARSER = HeaderRegistry()
# 998 is the longest line of RFC 5322: with the usual 78 a folded subject can move a space and a long List-Unsubscribe
# breaks. 7bit, because not every server on the way takes eight.
MAIL_POLICY = _Policy(linesep="\r\n", max_line_length=998, cte_type="7bit", header_factory=_Headers())
# Stricter than RFC 5322: quoted local parts, comments and routes are things that only attackers write.
_ADDRESS = re.compile(r"[^\s@<>,;:\"\\()\[\]\x00-\x1f\x7f]{1,64}@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*")
_NAMED = re.compile(r"(.*)<([^<>]*)>", re.DOTALL)
_NOT_A_MAILBOX = "not an address that a mail can go to"
_SECRET = secrets.token_bytes(16)
_NO_HEADERS: Mapping[str, str] = MappingProxyType({})


class NotAMailbox(ValueError):
    """The text is no address that a mail can go to."""


def compose(
    letter: Letter,
    *,
    sender: str,
    recipient: str,
    message_id: str,
    now: datetime,
    reply_to: str | None = None,
    headers: Mapping[str, str] = _NO_HEADERS,
) -> EmailMessage:
    """Return the mail that brings `letter`; addresses are "name@place" or "Name <name@place>".

    `headers` are extra ones, such as References; none that is set here can be set by them.

    Raises:
        NotAMailbox: an address cannot be used.
        ValueError: a header is given that this function sets itself.
    """
    mail = EmailMessage(policy=MAIL_POLICY)
    mail["From"] = mailbox(sender)
    mail["To"] = mailbox(recipient)
    if reply_to is not None:
        mail["Reply-To"] = mailbox(reply_to)
    mail["Subject"] = _header(letter.subject)
    mail["Date"] = format_datetime(now)
    mail["Message-ID"] = message_id
    mail["Auto-Submitted"] = "auto-generated"  # RFC 3834: no holiday reply comes back
    mail["X-Auto-Response-Suppress"] = "All"  # the same, for Exchange
    for name, value in headers.items():
        mail[name] = _header(value, at_most=900)
    mail.set_content(letter.text)
    mail.add_alternative(letter.html, subtype="html")
    mail.replace_header("Content-Type", f'multipart/alternative; boundary="{_boundary(message_id)}"')
    for enclosure in letter.enclosures:
        _enclose(mail, enclosure)
    mail["Content-Language"] = letter.language  # last, because each new part takes the Content- headers away
    return mail


def stable_message_id(key: str, domain: str) -> str:
    """Return the Message-ID of the message with this outbox key: the same at every try."""
    return f"<{sha256(key.encode()).hexdigest()[:40]}@{_ascii_domain(domain)}>"


def mailbox(text: str) -> Address:
    """Return the address in `text`, its domain in ASCII and its name harmless.

    Raises:
        NotAMailbox: it holds none, or more than one.
    """
    whole = text.strip()
    named = _NAMED.fullmatch(whole)
    name, address = (named[1].strip().strip('"'), named[2]) if named else ("", whole)
    local, _, domain = address.rpartition("@")
    try:
        ascii_domain = _ascii_domain(domain)
    except UnicodeError as error:
        raise NotAMailbox(_NOT_A_MAILBOX) from error
    if not _ADDRESS.fullmatch(f"{local}@{ascii_domain}"):
        raise NotAMailbox(_NOT_A_MAILBOX)
    return Address(display_name=_header(name, at_most=100), username=local, domain=ascii_domain)


def _header(text: str, at_most: int = 200) -> str:
    """Return `text` for a header, without encoded words: EmailMessage would decode them, line ends and all."""
    return one_line(text)[:at_most].replace("=?", "= ?")


def _ascii_domain(domain: str) -> str:
    return domain if domain.isascii() else domain.encode("idna").decode("ascii")


def _boundary(message_id: str) -> str:
    """Return what parts the text from the HTML: nobody who writes into a letter can guess it.

    Python's own is made by searching the whole mail for it, which took longer than all the rest.
    """
    return f"=_{sha256(_SECRET + message_id.encode()).hexdigest()[:32]}"


def _enclose(mail: EmailMessage, enclosure: Enclosure) -> None:
    main, _, sub = enclosure.media_type.partition("/")
    mail.add_attachment(
        enclosure.content,
        maintype=main,
        subtype=sub,
        filename=clean_file_name(enclosure.name),
        params=dict(enclosure.parameters),
    )
