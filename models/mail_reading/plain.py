"""HTML of a mail made plain: lines as they are seen, quoted ones behind a ">"; styles and scripts are no words."""

from html.parser import HTMLParser

from models.mail_reading.history import CUT

MOST_SIGNS = 500_000  # of HTML
_LINES = frozenset(
    [
        "p",
        "div",
        "br",
        "tr",
        "li",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "table",
        "ul",
        "ol",
        "blockquote",
        "hr",
        "pre",
        "section",
        "article",
    ]
)
_UNSEEN = frozenset({"style", "script", "head", "title", "template"})
_VOID = frozenset(
    ["br", "hr", "img", "input", "meta", "link", "area", "base", "col", "embed", "source", "track", "wbr"]
)
# What mail programs put around, or before, the mail that is answered.
_HISTORY = ("gmail_quote", "gmail_attr", "divrplyfwdmsg", "appendonsend", "moz-cite-prefix", "yahoo_quoted", "olk_src")


def plain(html: str) -> str:
    """Return the words of HTML, line by line."""
    reader = _Plain()
    try:
        reader.feed(html[:MOST_SIGNS])
        reader.close()
    except (AssertionError, ValueError):
        pass  # what was read until here is kept
    return reader.text()


class _Plain(HTMLParser):
    """Collects lines; knows how deep it is in quotes and in what is not shown."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._lines: list[str] = [""]
        self._quotes = 0
        self._unseen: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a line, a quote, or what is not shown."""
        if self._unseen is not None:
            return
        if tag in _UNSEEN:
            self._unseen = tag
            return
        marks = " ".join(value or "" for name, value in attrs if name in {"class", "id", "name"}).lower()
        if any(mark in marks for mark in _HISTORY):
            self._break()
            self._lines[-1] = CUT
            self._break()
        if tag in _LINES:
            self._break()
        if tag == "blockquote":
            self._quotes = min(self._quotes + 1, 20)
        if tag in {"td", "th"} and self._lines[-1].strip():
            self._lines[-1] += " | "

    def handle_endtag(self, tag: str) -> None:
        """End a line, a quote, or what is not shown."""
        if self._unseen is not None:
            self._unseen = None if tag == self._unseen else self._unseen
            return
        if tag in _LINES and tag not in _VOID:
            self._break()
        if tag == "blockquote":
            self._quotes = max(self._quotes - 1, 0)

    def handle_data(self, data: str) -> None:
        """Add words to the line."""
        if self._unseen is None:
            self._lines[-1] += data.replace("\n", " ").replace("\xa0", " ")

    def text(self) -> str:
        """Return the lines."""
        self._break()
        return "\n".join(self._lines)

    def _break(self) -> None:
        line = self._lines[-1].strip()
        self._lines[-1] = f"{'>' * self._quotes} {line}" if self._quotes and line else line
        if line or len(self._lines) < 2 or self._lines[-2]:
            self._lines.append("")
