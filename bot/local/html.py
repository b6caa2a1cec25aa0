"""Telegram's HTML: which texts Telegram takes, and the plain text and entities that it makes of them.

Source: Bot API, "HTML style", and the parser of TDLib (td/telegram/MessageEntity.cpp), whose sentences are used.
Stricter in one point: a `&` that begins no known sign is refused, for it means that a value was not escaped.
"""

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from html import escape

from bot.local.values import ApiProblem, Json, bad_request

MOST_UNITS = 4096  # UTF-16 code units of a text
MOST_CAPTION_UNITS = 1024

_TYPES = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "tg-spoiler": "spoiler",
    "span": "spoiler",
    "tg-emoji": "custom_emoji",
    "a": "text_link",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
}
_SIGNS = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}
_SIGN = r"&(lt|gt|amp|quot|\#[0-9]{1,7}|\#x[0-9a-fA-F]{1,6});"
_ATTRIBUTE = r"""\s+[^\s=>/"']+(?:\s*=\s*(?:"[^"]*"|'[^']*'|[a-zA-Z0-9.-]+(?=[\s>])))?"""
_TOKEN = re.compile(
    rf"{_SIGN}|</(?P<end>[^\s>]*)\s*>|<(?P<start>[^\s></&]+)(?P<attributes>(?:{_ATTRIBUTE})*)\s*>|(?P<stray>[<&])"
)
_ESCAPED = re.compile(_SIGN)
_NAMED = re.compile(r"""([^\s=>/"']+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([a-zA-Z0-9.-]+))""")
_LINK = re.compile(r"(?:https?|tg|ton|tonsite)://\S+|(?![\w.+-]*:)\S+\.\S{2,}", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Entity:
    """A stretch of a text that is marked; offset and length in UTF-16 code units, `extra` by kind: a link's url."""

    kind: str
    offset: int
    length: int
    extra: tuple[str, str] | None = None

    def json(self) -> Json:
        """Return it as the Bot API writes it."""
        body: Json = {"type": self.kind, "offset": self.offset, "length": self.length}
        return body if self.extra is None else body | dict([self.extra])


@dataclass(frozen=True, slots=True)
class FormattedText:
    """A text without marks, and the stretches that were marked."""

    text: str
    entities: tuple[Entity, ...] = ()


def utf16_length(text: str) -> int:
    """Return the length of `text` as Telegram counts it.

    Raises:
        ApiProblem: half of a surrogate pair stands alone.
    """
    if text.isascii():
        return len(text)
    try:
        return len(text.encode("utf-16-le")) // 2
    except UnicodeEncodeError:
        raise bad_request("strings must be encoded in UTF-8") from None


@lru_cache(maxsize=128)  # a message is read when it is checked, when it is answered and when it is compared
def formatted(source: str) -> FormattedText:
    """Return what Telegram makes of the HTML `source`, white space at both ends taken off.

    Raises:
        ApiProblem: Telegram cannot parse it.
    """
    found = _Parser(source).run() if "<" in source or "&" in source else FormattedText(source)
    return found if found.text == found.text.strip() else _stripped(found)


def as_html(text: str) -> str:
    """Return plain `text` as HTML that can be kept: no NUL, no lone surrogates."""
    kept = text if text.isascii() else text.encode("utf-8", "replace").decode()
    return escape(kept.replace("\0", "\ufffd"), quote=False)


class _Parser:
    """Goes once through a source; `_open` holds the tags not yet closed: name, argument, offset."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._text: list[str] = []
        self._units = 0
        self._open: list[tuple[str, str, int]] = []
        self._entities: list[Entity] = []

    def run(self) -> FormattedText:
        read = 0
        for token in _TOKEN.finditer(self._source):
            self._add(self._source[read : token.start()])
            read = token.end()
            if token["start"] is not None:
                self._start(token["start"].lower(), token["attributes"], token.start())
            elif token["end"] is not None:
                self._end(token["end"].lower(), token.start())
            elif token["stray"] is not None:
                self._refuse_stray(token.start())
            else:
                self._add(_decoded(token))
        self._add(self._source[read:])
        if self._open:
            raise _unparsable(f'Can\'t find end tag corresponding to start tag "{self._open[-1][0]}"')
        self._entities.sort(key=lambda entity: (entity.offset, -entity.length))
        return FormattedText("".join(self._text), tuple(self._entities))

    def _add(self, text: str) -> None:
        if text:
            self._text.append(text)
            self._units += utf16_length(text)

    def _start(self, tag: str, attributes: str, at: int) -> None:
        if tag not in _TYPES:
            raise _unparsable(f'Unsupported start tag "{tag}" at byte offset {self._bytes(at)}')
        argument = _argument(tag, attributes) if attributes else ""
        if tag == "span" and argument != "tg-spoiler":
            raise _unparsable(f'Tag "span" must have class "tg-spoiler" at byte offset {self._bytes(at)}')
        self._open.append((tag, argument, self._units))

    def _end(self, found: str, at: int) -> None:
        if not self._open:
            raise _unparsable(f"Unexpected end tag at byte offset {self._bytes(at)}")
        tag, argument, offset = self._open.pop()
        if found not in ("", tag):
            raise _unparsable(
                f'Unmatched end tag at byte offset {self._bytes(at)}, expected "</{tag}>", found "</{found}>"'
            )
        if self._units > offset:
            self._entities += _entity(tag, argument, offset, self._units - offset, "".join(self._text))

    def _refuse_stray(self, at: int) -> None:
        if self._source[at] == "&":
            raise _unparsable(f"Unescaped & at byte offset {self._bytes(at)}")
        rest = self._source[at + 1 :]
        name = re.split(r"[\s>]", rest, maxsplit=1)[0].lower()
        if rest.startswith("/"):
            raise _unparsable(f"Unclosed end tag at byte offset {self._bytes(at)}")
        if len(name) == len(rest) or name in _TYPES:
            raise _unparsable(f"Unclosed start tag at byte offset {self._bytes(at)}")
        raise _unparsable(f'Unsupported start tag "{name}" at byte offset {self._bytes(at)}')

    def _bytes(self, at: int) -> int:
        return len(self._source[:at].encode("utf-8", "replace"))


def _unparsable(reason: str) -> ApiProblem:
    return bad_request(f"can't parse entities: {reason}")


def _decoded(sign: re.Match[str]) -> str:
    name = sign[1]
    if not name.startswith("#"):
        return _SIGNS[name]
    code = int(f"0{name[1:]}", 0) if name[1] == "x" else int(name[1:])
    return chr(code) if 0 < code < 0x10FFFF and not 0xD800 <= code <= 0xDFFF else sign[0]


def _argument(tag: str, attributes: str) -> str:
    """Return the one attribute of `tag` that means something, unescaped; empty when it is not there."""
    if tag == "blockquote":
        return "expandable" if "expandable" in attributes else ""
    wanted = {"a": "href", "code": "class", "span": "class", "tg-emoji": "emoji-id"}.get(tag)
    for name, *values in _NAMED.findall(attributes):
        if name == wanted:
            return _ESCAPED.sub(_decoded, "".join(values))
    return ""


def _entity(tag: str, argument: str, offset: int, length: int, text: str) -> list[Entity]:
    """Return the entity of a closed tag; none for a link that leads nowhere, which Telegram drops."""
    if tag == "a":
        url = argument or _units_of(text, offset, length)
        return [Entity("text_link", offset, length, ("url", url))] if _LINK.fullmatch(url) else []
    if tag == "tg-emoji":
        if not argument.isdecimal():
            raise bad_request("invalid custom emoji identifier specified")
        return [Entity("custom_emoji", offset, length, ("custom_emoji_id", argument))]
    kind = "expandable_blockquote" if argument == "expandable" else _TYPES[tag]
    return [Entity(kind, offset, length)]


def _units_of(text: str, offset: int, length: int) -> str:
    return text.encode("utf-16-le")[2 * offset : 2 * (offset + length)].decode("utf-16-le")


def _stripped(found: FormattedText) -> FormattedText:
    begun = found.text.lstrip()
    lead = utf16_length(found.text) - utf16_length(begun)
    text = begun.rstrip()
    most = utf16_length(text)
    entities = []
    for entity in found.entities:
        start = max(entity.offset - lead, 0)
        end = min(entity.offset + entity.length - lead, most)
        if start < end:
            entities.append(replace(entity, offset=start, length=end - start))
    return FormattedText(text, tuple(entities))
