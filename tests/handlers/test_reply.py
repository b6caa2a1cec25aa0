"""How a reply is cut into messages, and what a button can bear."""

from html import unescape
from html.parser import HTMLParser

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.reply import DATA_BYTES, MESSAGE_UNITS, button, in_rows, parts, plain


def units(text: str) -> int:
    return len(text.encode("utf-16-le")) // 2


class Balanced(HTMLParser):
    """Fails on a tag that is closed and not open; knows what is still open at the end."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.open: list[str] = []

    def handle_starttag(self, tag: str, _attributes: object) -> None:
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag


def assert_well_formed(part: str) -> None:
    parser = Balanced()
    parser.feed(part)
    parser.close()
    assert parser.open == []
    assert "&" not in unescape(part).replace("&", "", unescape(part).count("&"))
    assert units(part) <= MESSAGE_UNITS
    assert part.strip()


def test_a_short_text_stays_whole() -> None:
    assert parts("<b>Dag</b>\nan") == ["<b>Dag</b>\nan"]


def test_a_text_of_exactly_one_message_stays_whole() -> None:
    assert parts("é" * MESSAGE_UNITS) == ["é" * MESSAGE_UNITS]


def test_a_long_text_is_cut_between_its_lines() -> None:
    lines = [f"<b>{number}.</b> {'woord ' * 40}." for number in range(60)]

    found = parts("\n".join(lines))

    assert len(found) > 1
    assert "\n".join(found).split("\n") == lines
    for part in found:
        assert_well_formed(part)


def test_a_line_without_an_end_is_cut_between_its_words() -> None:
    found = parts("woord " * 2000)

    assert all(set(part.split(" ")) <= {"woord", ""} for part in found)
    assert "".join(found).replace(" ", "") == "woord" * 2000


def test_no_entity_is_cut() -> None:
    found = parts("&amp;" * 3000)

    assert all(part.replace("&amp;", "") == "" for part in found)
    assert sum(part.count("&amp;") for part in found) == 3000


def test_a_tag_that_is_open_where_the_text_is_cut_goes_on_in_the_next_message() -> None:
    found = parts(f"<b>vet <i>{'schuin ' * 1200}</i></b>")

    assert len(found) > 1
    assert all(part.startswith("<b>") and part.endswith("</b>") for part in found)
    for part in found:
        assert_well_formed(part)


def test_signs_outside_the_basic_plane_count_twice() -> None:
    found = parts("😀" * 3000)

    assert len(found) == 2
    for part in found:
        assert_well_formed(part)


def test_nothing_but_white_space_is_no_message_of_its_own() -> None:
    assert parts("a" * 3000 + "\n" * 2000) == ["a" * 3000]
    assert parts("\n" * 5000 + "a") == ["a"]
    assert [part.strip() for part in parts("a" * 3000 + " \n" * 3000 + "b" * 3000)] == ["a" * 3000, "b" * 3000]


_PIECES = st.sampled_from(["<b>v</b>", "&lt;", "&#x27;", "woord", " ", "\n", "😀", "a" * 300, "<code>x y</code>"])


@given(st.lists(_PIECES, min_size=1, max_size=400).map("".join))
def test_however_it_is_cut_every_message_fits_and_no_word_is_lost(html: str) -> None:
    found = parts(html)

    if html.strip():
        for part in found:
            assert_well_formed(part)
    assert "".join(plain("".join(found)).split()) == "".join(plain(html).split())


def test_the_plain_words_of_a_text_have_no_markup() -> None:
    assert plain("✅ <b>Ingediend!</b> 3 &lt; 4") == "✅ Ingediend! 3 < 4"


def test_a_button_sends_its_verb_and_arguments_back() -> None:
    assert button("Overslaan", "skip", 12, "8a").data == "skip:12:8a"


def test_a_button_cannot_bear_more_than_telegram_takes() -> None:
    assert button("x", "v", "a" * (DATA_BYTES - 2)).data
    with pytest.raises(ValueError, match="too long for a button"):
        button("x", "v", "a" * (DATA_BYTES - 1))


def test_buttons_stand_in_rows() -> None:
    one, two, three = (button(label, label) for label in "abc")

    assert in_rows([one, two, three], 2) == ((one, two), (three,))
