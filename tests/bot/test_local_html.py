"""Texts as Telegram takes or refuses them."""

import pytest

from bot.local.html import as_html, formatted, utf16_length
from bot.local.values import ApiProblem


def marks(source: str) -> list[tuple]:
    return [(e.kind, e.offset, e.length, *(e.extra or ())[1:]) for e in formatted(source).entities]


def refusal(source: str) -> str:
    with pytest.raises(ApiProblem) as refused:
        formatted(source)
    assert refused.value.code == 400
    return refused.value.description.removeprefix("Bad Request: can't parse entities: ")


@pytest.mark.parametrize(
    ("source", "text", "expected"),
    [
        ("Dag", "Dag", []),
        ("<b>Dag</b> Jan", "Dag Jan", [("bold", 0, 3)]),
        ("<B>Dag</b>", "Dag", [("bold", 0, 3)]),
        ("<b>Dag</>", "Dag", [("bold", 0, 3)]),
        ("<strong><em>x</em>y</strong>", "xy", [("bold", 0, 2), ("italic", 0, 1)]),
        ("1 &lt; 2 &amp; 3 &gt; 2 &quot;", '1 < 2 & 3 > 2 "', []),
        ("&#39;&#x27;&#x1F600;", "''😀", []),
        ("a > b", "a > b", []),
        ("😀<u>x</u>", "😀x", [("underline", 2, 1)]),
        ('<a href="https://x.be/?a=1&amp;b=2">x</a>', "x", [("text_link", 0, 1, "https://x.be/?a=1&b=2")]),
        ("<a href='vlaio.be'>x</a>", "x", [("text_link", 0, 1, "vlaio.be")]),
        ("<a>https://x.be</a>", "https://x.be", [("text_link", 0, 12, "https://x.be")]),
        ('<a href="mailto:jan@lier.be">mail</a>', "mail", []),  # Telegram drops it in silence
        ('<span class="tg-spoiler">x</span>', "x", [("spoiler", 0, 1)]),
        ("<blockquote expandable>x</blockquote>", "x", [("expandable_blockquote", 0, 1)]),
        ("<b></b>x", "x", []),
        ("  <b> Dag </b>\n", "Dag", [("bold", 0, 3)]),
        ("<b>  </b>", "", []),
        ('<pre><code class="language-py">x</code></pre>', "x", [("code", 0, 1), ("pre", 0, 1)]),
    ],
)
def test_marks_become_entities(source, text, expected):
    assert formatted(source).text == text
    assert marks(source) == expected


@pytest.mark.parametrize(
    ("source", "reason"),
    [
        ("<h1>x</h1>", 'Unsupported start tag "h1" at byte offset 0'),
        ("é <br>", 'Unsupported start tag "br" at byte offset 3'),
        ("<br/>", 'Unsupported start tag "br/" at byte offset 0'),
        ("jan <jan@lier.be>", 'Unsupported start tag "jan@lier.be" at byte offset 4'),
        ("1 < 2", 'Unsupported start tag "" at byte offset 2'),
        ("1 < 2 > 1", 'Unsupported start tag "" at byte offset 2'),
        ("x <", "Unclosed start tag at byte offset 2"),
        ("<b", "Unclosed start tag at byte offset 0"),
        ("<a href=>x</a>", "Unclosed start tag at byte offset 0"),
        ("<b>x", 'Can\'t find end tag corresponding to start tag "b"'),
        ("x</b>", "Unexpected end tag at byte offset 1"),
        ("<b>x</b", "Unclosed end tag at byte offset 4"),
        ("<b><i>x</b></i>", 'Unmatched end tag at byte offset 7, expected "</i>", found "</b>"'),
        ("<span>x</span>", 'Tag "span" must have class "tg-spoiler" at byte offset 0'),
        ("R & D", "Unescaped & at byte offset 2"),
        ("&nbsp;", "Unescaped & at byte offset 0"),
        ("&lt", "Unescaped & at byte offset 0"),
    ],
)
def test_what_cannot_be_parsed_is_refused_with_its_place(source, reason):
    assert refusal(source) == reason


def test_a_text_of_ten_thousand_open_brackets_is_refused_at_once():
    assert refusal("<a " * 10_000 + "<").startswith("Unclosed start tag")


@pytest.mark.parametrize(("text", "units"), [("", 0), ("abc", 3), ("é", 1), ("😀", 2), ("e\u0301", 2)])
def test_length_is_counted_in_utf16_units(text, units):
    assert utf16_length(text) == units


def test_half_a_surrogate_pair_is_no_text():
    with pytest.raises(ApiProblem, match="UTF-8"):
        utf16_length("\ud83d")


@pytest.mark.parametrize("text", ["Jan & <Piet>", 'zeg "dag"', "a\nb", "😀"])
def test_plain_text_survives_the_way_through_html(text):
    assert formatted(as_html(text)).text == text


def test_what_no_database_takes_is_replaced_in_the_kept_text():
    assert as_html("a\0b\ud83dc") == "a\ufffdb?c"
