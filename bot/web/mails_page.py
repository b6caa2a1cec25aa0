"""/mail: the mails that were written as files, for who tries Kernbot on their own machine without a mail server.

It exists only where nobody else can ask for it: on loopback, with no public address and no mail server, and asked
for by a name of this machine (another site could let its own name lead here), and not passed on by a proxy.
"""

import asyncio
import email
import email.policy
from dataclasses import dataclass
from email.message import EmailMessage
from pathlib import Path
from zoneinfo import ZoneInfo

from starlette.requests import Request
from starlette.responses import Response

from bot.web.chat.page import language_of
from bot.web.pages import attachment, page
from bot.web.site import LOOPBACK, site_of
from models.language import moments

PASSED_ON = ("x-forwarded-for", "x-real-ip", "forwarded", "via")  # what a proxy adds: somebody elsewhere asks
MOST_SHOWN = 30  # the newest


@dataclass(frozen=True, slots=True, kw_only=True)
class Mail:
    """A mail as its reader sees it."""

    name: str  # of its file, without the ending
    to: str
    subject: str
    when: str  # it was written; "" when it does not say so
    text: str
    files: tuple[str, ...]


async def show(request: Request) -> Response:
    """Show the newest mails, newest first."""
    folder = _folder(request)
    if folder is None:
        return page("void", await language_of(request), up="", status=404)
    language, zone = await language_of(request), site_of(request).house.services.house.call.zone
    mails = await asyncio.to_thread(_newest, folder, zone, language)
    return page("mails", language, up="", mails=mails)


async def file(request: Request) -> Response:
    """Hand out a file that came with a mail."""
    folder, wanted = _folder(request), str(request.path_params["name"])
    known = {} if folder is None else {path.stem: path for path in folder.glob("*.eml")}
    parts = await asyncio.to_thread(_parts, known[wanted]) if wanted in known else []
    place = str(request.path_params["place"])
    if not place.isdecimal() or not place.isascii() or len(place) > 3 or int(place) >= len(parts):
        return page("void", await language_of(request), up="../../", status=404)
    part = parts[int(place)]
    content = part.get_payload(decode=True)
    return attachment(part.get_filename() or "mail", content if isinstance(content, bytes) else b"")


def _folder(request: Request) -> Path | None:
    """Return where the mails are, or None where this page does not exist."""
    host = request.headers.get("host", "").rpartition(":")[0].strip("[]") or request.headers.get("host", "")
    site = site_of(request)
    is_here = host in LOOPBACK and not any(name in request.headers for name in PASSED_ON)
    return site.house.mail_folder if site.shows_mails and is_here else None


def _newest(folder: Path, zone: ZoneInfo, language: str) -> list[Mail]:
    paths = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns, reverse=True)
    return [_read(path, zone, language) for path in paths[:MOST_SHOWN]]


def _read(path: Path, zone: ZoneInfo, language: str) -> Mail:
    message = _message(path)
    written_at = getattr(message["Date"], "datetime", None)
    body = message.get_body(("plain",))
    return Mail(
        name=path.stem,
        to=str(message["To"]),
        subject=str(message["Subject"]),
        when=moments.moment_words(written_at, zone, language) if written_at is not None else "",
        text=body.get_content() if body is not None else "",
        files=tuple(part.get_filename() or "" for part in message.iter_attachments()),
    )


def _parts(path: Path) -> list[EmailMessage]:
    return list(_message(path).iter_attachments())


def _message(path: Path) -> EmailMessage:
    return email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
