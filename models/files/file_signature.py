"""Recognising what a file claims to be from its first bytes."""

import re

from models.files.file_refused import Refused

_PDF_WITHIN = 1024  # Source: ISO 32000-1, Annex H, implementation note 13: viewers look this far for the header.

# What a file starts with, in the order in which it is tried: an extension to look into, or a reason to refuse.
OLD_OFFICE = "doc"
_TAKEN = (
    (b"%PDF-", "pdf"),
    (b"PK\x03\x04", "docx"),
    (b"\xff\xd8\xff", "jpg"),
    (b"\x89PNG\r\n\x1a\n", "png"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", OLD_OFFICE),
)
_REFUSED = (
    (b"{\\rtf", "other_office"),
    (b"PK\x05\x06", "archive"),
    (b"PK\x07\x08", "archive"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
    (b"GIF8", "other_image"),
    (b"II*\x00", "other_image"),
    (b"MM\x00*", "other_image"),
    (b"MZ", "program"),
    (b"\x7fELF", "program"),
    (b"#!", "program"),
    (b"\xca\xfe\xba\xbe", "program"),
    (b"\xcf\xfa\xed\xfe", "program"),
)
_HEIF_BRANDS = frozenset([b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1", b"avif", b"avis"])
_WEB_PAGE = re.compile(
    rb"(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)?<(?:!doctype\s+(?:html|svg)|html|head|body|script|svg)\b"
)
_BYTE_ORDER_MARK = b"\xef\xbb\xbf"


def recognised(head: bytes) -> str:
    """Return the extension that the first bytes of a file ask for: "pdf", "docx", "jpg", "png" or `OLD_OFFICE`.

    What stands first wins: a PDF that begins as something else is that something else. "docx" only says that it is a
    ZIP file; the rest is seen in its directory.

    Raises:
        Refused: it is something else, or unknown.
    """
    for magic, extension in _TAKEN:
        if head.startswith(magic):
            return extension
    reason = _refusal(head)
    if reason is None and b"%PDF-" in head[: _PDF_WITHIN + len(b"%PDF-") - 1]:
        return "pdf"
    raise Refused(reason or ("plain_text" if _is_text(head) else "unknown"))


def _refusal(head: bytes) -> str | None:
    """Return why a file that begins like this is refused, None when it is not recognised."""
    for magic, reason in _REFUSED:
        if head.startswith(magic):
            return reason
    if head[4:8] == b"ftyp":
        return "heic" if head[8:12] in _HEIF_BRANDS else "unknown"
    if head[:4] == b"RIFF" and head[8:12] == b"WEBP":
        return "other_image"
    if head[:2] == b"BM" and head[6:10] == b"\0\0\0\0":
        return "other_image"
    start = head.removeprefix(_BYTE_ORDER_MARK).lstrip().lower()
    return "web_page" if _WEB_PAGE.match(start) else None


def _is_text(head: bytes) -> bool:
    """Return whether the bytes read as text; a letter that the reading cut in two does not count."""
    try:
        text = head.decode("utf-8")
    except UnicodeDecodeError as error:
        if len(head) - error.start >= 4 or error.reason != "unexpected end of data":
            return False
        text = head[: error.start].decode("utf-8")
    return all(sign.isprintable() or sign.isspace() or sign == "\ufeff" for sign in text)
