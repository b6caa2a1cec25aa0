"""Clean text: what people paste becomes harmless, and stays what they meant."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from models.language.clean_text import MOST_MARKS, MOST_NAME_LENGTH, clean, clean_file_name, folded, one_line

ANY_TEXT = st.text(st.characters(exclude_categories=()))
AWKWARD = st.text(
    st.sampled_from(list("aé \n\r\t\0e\u0301\u0323\u200b\u202e\u2028\ud800\ufeff\uac00\u1100\u1161\u09c7\u09be"))
)


@pytest.mark.parametrize(
    ("said", "kept"),
    [
        ("  Er is leegstand.  ", "Er is leegstand."),
        ("cafe\u0301", "café"),
        ("een\r\ntwee\rdrie\u2028vier\x0bvijf", "een\ntwee\ndrie\nvier\nvijf"),
        ("een\ttwee", "een\ttwee"),
        ("nul\0 en bel\x07", "nul en bel"),
        ("\u202egnp.exe\u202c", "gnp.exe"),
        ("on\u200bzicht\u00adbaar\ufeff", "onzichtbaar"),
        ("half\ud83d", "half"),
        ("heel 👍", "heel 👍"),
        ("\uffff\ufdd0x", "x"),
        ("\u3164", ""),
        ("", ""),
    ],
)
def test_what_cannot_be_seen_goes_and_the_rest_stays(said, kept):
    assert clean(said) == kept


def test_as_many_marks_as_a_language_needs_stay_and_one_more_goes():
    marks = "\u0315\u0316\u0317\u0318"
    assert clean("x" + marks) == unicodedata.normalize("NFC", "x" + marks)
    assert len(clean("x" + marks + "\u0319")) == 1 + MOST_MARKS


def test_ten_thousand_marks_on_one_letter_become_a_few():
    assert len(clean("Z" + "\u0300" * 10_000 + "o")) <= 2 + MOST_MARKS


@given(ANY_TEXT | AWKWARD)
@example("\u0344" * 5)
def test_cleaning_twice_changes_nothing_and_the_text_can_be_stored(said):
    once = clean(said)
    assert clean(once) == once == unicodedata.normalize("NFC", once)
    assert not {unicodedata.category(sign) for sign in once if sign not in "\n\t"} & {"Cc", "Cf", "Cs"}
    once.encode("utf-8")


@given(ANY_TEXT | AWKWARD)
def test_one_line_is_one_line(said):
    line = one_line(said)
    assert len(line.splitlines()) <= 1
    assert one_line(line) == line


@pytest.mark.parametrize(
    ("said", "plain"),
    [("Beëindigd!", "beeindigd"), ("  IN  orde… ", "in orde"), ("4/11", "4 11"), ("STRAẞE", "strasse"), ("—", "")],
)
def test_folding_leaves_letters_and_digits(said, plain):
    assert folded(said) == plain


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("besluit college.pdf", "besluit college.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\an\\nota.docx", "nota.docx"),
        ("..", "document"),
        ("", "document"),
        ("\0\u202e", "document"),
        (".pdf", "pdf"),
        ("CON", "_CON"),
        ("con.pdf", "_con.pdf"),
        ("NUL .txt", "_NUL.txt"),
        ("com1.pdf", "_com1.pdf"),
        ("contact.pdf", "contact.pdf"),
        ("com10.pdf", "com10.pdf"),
        ('a<b>:"c|?*.png', "a-b---c---.png"),
        ("nota.pdf. . ", "nota.pdf"),
        ("een\r\ntwee.pdf", "een twee.pdf"),
        ("invoice\u202efdp.exe", "invoicefdp.exe"),
    ],
)
def test_a_file_name_is_safe_everywhere(name, safe):
    assert clean_file_name(name) == safe


def test_a_long_name_is_cut_before_its_extension():
    assert clean_file_name("x" * (MOST_NAME_LENGTH - 4) + ".pdf") == "x" * (MOST_NAME_LENGTH - 4) + ".pdf"
    assert clean_file_name("x" * (MOST_NAME_LENGTH - 3) + ".pdf") == "x" * (MOST_NAME_LENGTH - 4) + ".pdf"


@given(ANY_TEXT | st.text(st.sampled_from(list('./\\ \0:con1é😀"a')), max_size=300))
@example("😀" * 130 + ".pdf")
def test_any_name_becomes_one_that_a_file_system_takes(name):
    safe = clean_file_name(name)
    assert safe == clean_file_name(safe)
    assert 0 < len(safe) <= MOST_NAME_LENGTH
    assert len(safe.encode()) <= 255
    assert safe not in {".", ".."}
    assert not set(safe) & set('/\\<>:"|?*\0\n')
