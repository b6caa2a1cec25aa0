"""The bytes of a mail become words and files, within bounds, however broken its MIME is."""

import email
import hashlib
import re
from collections.abc import Iterator
from email.message import Message
from itertools import islice

from models.language.clean_text import clean_file_name
from models.mail_reading import bouncing, headers, sorting
from models.mail_reading.mail import Enclosed, Mail, Sort
from models.mail_reading.plain import plain

MOST_BYTES = 30 * 1024 * 1024  # three files of ten megabytes in base64; larger mails are refused by most servers
HEAD_BYTES = 256 * 1024  # what is read of a larger one
MOST_LINES = 700_000  # a file of twenty megabytes has 350,000
MOST_PART_LINES = 5_000  # that may begin a part
MOST_BOUNDARIES = 40  # parts that hold parts; real mails have four
MOST_PARTS = 300
MOST_DEPTH = 60  # parts within parts
MOST_TEXT = 200_000  # letters of its words
MOST_FILES = 30
PHOTO = 200_000  # letters of base64 from which on a picture is no logo
_BROKEN = (ValueError, LookupError, TypeError, AttributeError, RecursionError, AssertionError)
_LINE_OF_PART = re.compile(rb"\n--")
_BOUNDARY = re.compile(rb"boundary\s*=", re.IGNORECASE)
_HEAD_END = re.compile(rb"\r?\n\r?\n")
_SOFT_BREAK = re.compile(r"(?<=\S) \n(?![>\s])")
# Parts that mail programs add by themselves: no words, and nothing that anybody enclosed.
_ADDED = frozenset(
    [
        "text/calendar",
        "text/vcard",
        "text/x-vcard",
        "application/ics",
        "application/pkcs7-signature",
        "application/x-pkcs7-signature",
        "application/pgp-signature",
        "application/pgp-encrypted",
        "application/pgp-keys",
        "text/rfc822-headers",
        "message/delivery-status",
        "message/disposition-notification",
    ]
)


def content_key(raw: bytes) -> str:
    """Return what a mail is known by: the same one by two ways, with other stamps of servers on it, is the same."""
    head, _, body = raw.partition(b"\r\n\r\n" if b"\r\n\r\n" in raw[:HEAD_BYTES] else b"\n\n")
    own = [line for name in (b"message-id", b"from", b"date", b"subject") for line in _header_lines(head, name)]
    body = body.replace(b"\r\n", b"\n").rstrip()
    return hashlib.sha256(b"\n".join([*own, hashlib.sha256(body).digest()])).hexdigest()


def _header_lines(head: bytes, name: bytes) -> list[bytes]:
    found = re.findall(rb"(?im)^" + name + rb":[^\r\n]*", head[:HEAD_BYTES])
    return [line.strip() for line in found[:1]]


def parse(raw: bytes, own_mailbox: str) -> Mail:
    """Return what was read of a mail; `own_mailbox` is where our mails come from."""
    bounded = _bounded(raw)
    is_cut = len(bounded) < len(raw)
    try:
        message = email.message_from_bytes(bounded)
    except _BROKEN:  # its parts lie deeper in each other than anybody can read
        message, is_cut = email.message_from_bytes(_HEAD_END.split(raw[:HEAD_BYTES], maxsplit=1)[0]), True
    sender = headers.sender(message)
    sort = sorting.sort_of(message, sender, own_mailbox)
    found = _Content(message) if sort is Sort.PERSON else None
    return Mail(
        sort=sort,
        sender=sender,
        subject=headers.words(message, "subject"),
        message_id=headers.message_id(message),
        text=found.text if found is not None else "",
        files=tuple(found.files) if found is not None and not is_cut else (),
        tokens=headers.tokens(message),
        failed=bouncing.failed(message) if sort is Sort.BOUNCE else (),
        marks=bouncing.marks(bounded) if sort is Sort.BOUNCE else (),
        verdicts=tuple(headers.every(message, "authentication-results")),
        is_cut=is_cut or (found is not None and found.is_cut),
    )


def _bounded(raw: bytes) -> bytes:
    """Return as much of a mail as can be parsed in seconds: the parser takes long for parts in parts and for lines."""
    if len(raw) > MOST_BYTES or _HEAD_END.search(raw, 0, HEAD_BYTES) is None:
        return raw[:HEAD_BYTES]
    ends = (_place(raw, _LINE_OF_PART, MOST_PART_LINES), _place(raw, _BOUNDARY, MOST_BOUNDARIES))
    bounded = raw[: min(ends)]
    if bounded.count(b"\n") > MOST_LINES:
        return bounded[:HEAD_BYTES]
    return bounded


def _place(raw: bytes, mark: re.Pattern[bytes], most: int) -> int:
    """Return where the mark stands that is one too many, or the end."""
    found = next(islice(mark.finditer(raw), most, None), None)
    return found.start() if found is not None else len(raw)


class _Content:
    """The words and the files of a mail."""

    def __init__(self, message: Message) -> None:
        self.files: list[Enclosed] = []
        self.is_cut = False
        self._parts = 0
        self._shown: set[str] = set()  # the names of parts that the HTML shows within its text
        texts = list(self._texts(message, 0))
        self.text = "\n".join(texts)[:MOST_TEXT]
        self.is_cut = self.is_cut or len(self.files) > MOST_FILES
        self.files = [file for file in self.files if file.content][:MOST_FILES]

    def _texts(self, part: Message, depth: int) -> Iterator[str]:
        self._parts += 1
        if self._parts > MOST_PARTS or depth > MOST_DEPTH:
            self.is_cut = True
            return
        kind = part.get_content_type()
        children = part.get_payload()
        if kind == "message/rfc822":  # a mail that was forwarded as a file: not what this one says
            return
        if isinstance(children, list):
            yield from self._of_several(kind, [one for one in children if isinstance(one, Message)], depth)
        elif _is_text(part, kind) or kind.startswith("multipart/"):  # parts that were announced and never came
            yield plain(_text(part)) if kind == "text/html" else _unfolded(part, _text(part))
        else:
            self._enclose(part, kind)

    def _of_several(self, kind: str, children: list[Message], depth: int) -> Iterator[str]:
        if kind != "multipart/alternative":
            self._shown |= {name for child in children if kind == "multipart/related" for name in _shown_by(child)}
            for child in children[:MOST_PARTS]:
                yield from self._texts(child, depth + 1)
            return
        versions = [
            (child.get_content_type(), "\n".join(self._texts(child, depth + 1))) for child in children[:MOST_PARTS]
        ]
        worded = [(of, text) for of, text in versions if text.strip()]
        yield next((text for of, text in worded if of == "text/plain"), worded[0][1] if worded else "")

    def _enclose(self, part: Message, kind: str) -> None:
        if kind in _ADDED or self._is_shown_in_the_text(part, kind):
            return
        name = clean_file_name(_file_name(part) or f"bijlage.{kind.partition('/')[2][:10]}")
        self.files.append(Enclosed(name=name, content=_bytes(part)))

    def _is_shown_in_the_text(self, part: Message, kind: str) -> bool:
        """Return whether it is a picture of the text itself, such as the logo of a signature.

        Phones put a photo into the text as programs do a logo: it is by far larger.
        """
        if not kind.startswith("image/") or len(part.get_payload()) > PHOTO:
            return False
        content_id = headers.raw(part, "content-id").strip("<> ")
        is_inline = headers.raw(part, "content-disposition").lower().startswith("inline")
        return content_id in self._shown or (bool(content_id) and is_inline)


def _shown_by(part: Message) -> set[str]:
    """Return the names of the parts that the HTML within `part` shows."""
    return {
        name
        for one in _few(part)
        if one.get_content_type() == "text/html"
        for name in re.findall(r"cid:([^\"'>\s)]{1,200})", _text(one))
    }


def _few(part: Message) -> Iterator[Message]:
    for number, one in enumerate(part.walk()):
        if number >= MOST_PARTS:
            return
        yield one


def _is_text(part: Message, kind: str) -> bool:
    disposition = headers.raw(part, "content-disposition").lower()
    is_file = disposition.startswith("attachment") or (bool(_file_name(part)) and kind != "text/html")
    return kind in {"text/plain", "text/html"} and not is_file


def _file_name(part: Message) -> str | None:
    try:
        name = part.get_filename()
    except _BROKEN:
        return None
    if not name:
        return None
    return headers.decoded(str(name)[:1000])


def _bytes(part: Message) -> bytes:
    try:
        content = part.get_payload(decode=True)
    except _BROKEN:
        return b""
    return content if isinstance(content, bytes) else b""


def _text(part: Message) -> str:
    content = _bytes(part)[: 4 * MOST_TEXT]
    try:
        charset = str(part.get_content_charset() or "utf-8")
        return content.decode(charset)
    except _BROKEN:
        pass
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        return content.decode("cp1252", "replace")


def _unfolded(part: Message, text: str) -> str:
    """Return plain text with lines joined that a mail program folded. Source: RFC 3676."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    try:
        is_flowed = str(part.get_param("format") or "").lower() == "flowed"
    except _BROKEN:
        return text
    return _SOFT_BREAK.sub(" ", text) if is_flowed else text
