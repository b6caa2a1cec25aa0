"""The sheet of a receipt: its fonts, its colours, and the signs that can be printed on it."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from fpdf import FPDF, XPos, YPos
from fpdf.enums import Align
from fpdf.fonts import TTFFont
from fpdf.prefs import ViewerPreferences

from models.language.clean_text import clean

LEFT, RIGHT, TOP, BOTTOM = 22.0, 22.0, 24.0, 24.0  # margins in mm
NUMBERS, VALUES = 13.0, 36.0  # width of the column before an answer and before a fact, in mm
Colour = tuple[int, int, int]
_FONTS = Path(__file__).parent / "fonts"
_TEXT, _SPARE = "plex", "dejavu"
_REGULAR, _SPARE_FILE = "IBMPlexSans-Regular.woff", "DejaVuSans.ttf"
# Where the number of pages will come; people's words never hold this invisible sign, because clean() drops them.
PAGE_COUNT = "\u2063" * 4
_MISSING = "□"


class ReceiptPage(FPDF):
    """A4 with a running head and foot; whatever is written on it, is made printable first."""

    INK, SOFT, ACCENT, LINE = (29, 37, 41), (91, 105, 112), (11, 93, 112), (208, 216, 220)

    def __init__(self, *, head: str, foot: str, page_words: tuple[str, str]) -> None:
        super().__init__(format="A4")
        self._head, self._foot, self._page_words = head, foot, page_words
        self.add_font(_TEXT, "", _FONTS / _REGULAR)
        self.add_font(_TEXT, "B", _FONTS / "IBMPlexSans-SemiBold.woff")
        self.alias_nb_pages(PAGE_COUNT)
        self.c_margin = 0  # texts begin where lines begin
        self.set_margins(LEFT, TOP, RIGHT)
        self.set_auto_page_break(True, BOTTOM)

    def describe(self, *, title: str, subject: str, language: str, at: datetime) -> None:
        """Set what the document says about itself; the same values give the same bytes."""
        self.set_title(printable(title))
        self.set_subject(printable(subject))
        self.set_author("Kernbot")
        self.set_creator("Kernbot")
        self.set_lang({"nl": "nl-BE", "en": "en-GB"}.get(language, language))
        self.set_creation_date(at)
        self.viewer_preferences = ViewerPreferences(display_doc_title=True)

    def header(self) -> None:
        """Draw the band on top, and from the second page on which receipt this is."""
        self.set_fill_color(*self.ACCENT)
        self.rect(0, 0, self.w, 4, style="F")
        if self.page_no() > 1:
            self.set_xy(LEFT, 11)
            self.say(self._head, size=8.5, colour=self.SOFT)
        self.set_xy(self.l_margin, TOP)

    def footer(self) -> None:
        """Draw the foot: which receipt, and which page of how many."""
        self.rule(self.h - 17)
        self.set_xy(LEFT, self.h - 15)
        self.say(self._foot, size=8.5, colour=self.SOFT, new_x=XPos.LEFT, new_y=YPos.TOP)
        page, of = self._page_words
        self.set_xy(LEFT, self.h - 15)
        self.ink(8.5, self.SOFT)
        unused = 3 * self.get_string_width("0")  # room is kept for four digits, and mostly one comes
        self.cell(
            self.w - LEFT - RIGHT + unused, 8.5 * 0.5, f"{page} {self.page_no()} {of} {PAGE_COUNT}", align=Align.R
        )

    def ink(self, size: float, colour: Colour, *, bold: bool = False) -> None:
        """Take up a pen: size in points."""
        self.set_font(_TEXT, "B" if bold else "", size)
        self.set_text_color(*colour)

    def say(
        self,
        text: str,
        *,
        size: float = 10.5,
        colour: Colour = INK,
        bold: bool = False,
        new_x: XPos = XPos.LMARGIN,
        new_y: YPos = YPos.NEXT,
    ) -> None:
        """Write a text that wraps, over as many pages as it takes, and go to the line below it."""
        self.ink(size, colour, bold=bold)
        self.multi_cell(0, size * 0.5, self._fit(text), align=Align.L, new_x=new_x, new_y=new_y)

    def rule(self, y: float) -> None:
        """Draw a thin line from margin to margin."""
        self.set_draw_color(*self.LINE)
        self.set_line_width(0.2)
        self.line(LEFT, y, self.w - RIGHT, y)

    def section(self, title: str) -> None:
        """Begin a part with a heading, which also becomes a bookmark."""
        self.keep_together(34)
        if self.y > TOP:
            self.ln(9)
        self.start_section(title)
        self.say(title, size=15, colour=self.ACCENT, bold=True)
        self.rule(self.y + 1.5)
        self.ln(5)

    def facts(self, pairs: Iterable[tuple[str, str]]) -> None:
        """Write names with their values beside them, a thin line above each."""
        for name, value in pairs:
            self.rule(self.y)
            self.ln(1.8)
            top = self.y
            self.say(name, size=9.5, colour=self.SOFT)
            self.set_xy(LEFT + VALUES, top - 0.1)
            with self.shifted(VALUES):
                self.say(value)
            self.ln(1.8)
        self.rule(self.y)

    @contextmanager
    def beside(self, number: str) -> Iterator[None]:
        """Write what follows beside an item's number, and leave a space after it."""
        self.keep_together(18)
        top = self.y
        self.say(number, size=10, colour=self.ACCENT, bold=True)
        self.set_xy(LEFT + NUMBERS, top)
        with self.shifted(NUMBERS):
            yield
        self.ln(4.5)

    @contextmanager
    def shifted(self, by: float) -> Iterator[None]:
        """Keep what follows, over pages too, `by` mm to the right."""
        self.set_left_margin(LEFT + by)
        yield
        self.set_left_margin(LEFT)
        self.set_x(LEFT)

    def finished(self) -> bytes:
        """Return the document and let go of the font files."""
        content = bytes(self.output())
        for font in self.fonts.values():
            if isinstance(font, TTFFont):
                font.close()
        return content

    def keep_together(self, height: float) -> None:
        """Begin a new page when less than `height` mm is left."""
        if self.will_page_break(height):
            self.add_page()

    def _fit(self, text: str) -> str:
        """Return `text` printable, and take the spare font out when the text needs it: it costs 20 ms."""
        shown = printable(text)
        if _SPARE not in self.fonts and any(ord(sign) not in _signs(_REGULAR) for sign in shown):
            self.add_font(_SPARE, "", _FONTS / _SPARE_FILE)
            self.set_fallback_fonts([_SPARE], exact_match=False)
        return shown


def printable(text: str) -> str:
    """Return `text` with every sign that no shipped font has as a hollow box, so that a gap is seen."""
    shown = clean(text).replace("\t", "    ")
    known = _signs(_REGULAR) | _signs(_SPARE_FILE)
    return "".join(
        sign if sign == "\n" or ord(sign) in known else _MISSING for sign in shown if not "\ufe00" <= sign <= "\ufe0f"
    )


@lru_cache(maxsize=4)
def _signs(file: str) -> frozenset[int]:
    """Return the code points of a shipped font."""
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    with TTFont(_FONTS / file, lazy=True) as font:
        return frozenset(font.getBestCmap())
