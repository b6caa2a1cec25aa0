"""Whatever is mailed, reading it ends, soon, and never raises."""

import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from models.call_files.call_file import shipped_call
from models.mail_reading import by_name, clerk_orders, numbered, orders, parsing, passages, tongue, wishes
from models.mail_reading.mail import Mail
from models.mail_reading.plain import plain
from tests.mail_corpus.table import EVERY

CHECKLIST = shipped_call("profploeg-2021").checklist
PIECES = [specimen.raw for specimen in EVERY if len(specimen.raw) < 4_000]
WORDS = st.sampled_from(
    [
        *(
            "3: ja",
            "> 5. Telefoon",
            "12.",
            "8b:",
            "A: 17",
            "12: zie bijlage",
            "INDIENEN",
            "Lier: claim",
            "later 3 dagen",
            "Lier | x",
        ),
        *("Op ", " schreef ", ":", "Van: x", "Aan: y", "-- ", "--b", "Met vriendelijke groeten"),
        *("\n", "\r\n", " ", ">", "\u202e", "\ud800", "e\u0301", "<p>", "</blockquote>", "&"),
    ]
)
TAGS = st.sampled_from(
    ["<div>", "<p>", "</p>", "<blockquote>", "<table>", "<", "<!--", "3: ja", "&#0;", "&#xD800;", "<style>", "</style>"]
)


def read(raw: bytes) -> Mail:
    mail = parsing.parse(raw, "kernbot@localhost")
    assert len(parsing.content_key(raw)) == 64
    everything(mail.text)
    return mail


def everything(text: str) -> None:
    written = passages.written(text)
    lines = written.lines
    found = numbered.assign(written, CHECKLIST)
    assert found.answers.keys() <= CHECKLIST.by_key.keys()
    for one in found.loose:
        wishes.without_small_talk(one)
    orders.read(lines)
    clerk_orders.ends(written)
    clerk_orders.begins_again(written)
    clerk_orders.agrees(written)
    _, left = clerk_orders.invited(written)
    assert len(left.lines) <= len(lines)
    tongue.language_of(text)
    by_name.by_name(passages.written(text, lambda line: by_name.head(line) == "Lier"), {"Lier": "12021"}.get)
    wishes.code_in(lines)
    wishes.wants_to_stop(lines, text[:200])
    wishes.wants_to_apply(text[:2000])


@settings(max_examples=150)
@given(st.binary(max_size=600))
def test_any_bytes_can_be_read(raw: bytes) -> None:
    read(raw)


@settings(max_examples=200)
@given(st.sampled_from(PIECES), st.integers(0, 4_000), st.binary(max_size=40), st.integers(0, 200))
def test_a_mail_with_a_piece_replaced_can_be_read(raw: bytes, at: int, piece: bytes, length: int) -> None:
    read(raw[:at] + piece + raw[at + length :])


@settings(max_examples=200)
@given(st.lists(WORDS, max_size=60).map("".join))
def test_any_words_can_be_read(text: str) -> None:
    everything(text)
    everything(plain(text))


@settings(max_examples=100)
@given(st.lists(TAGS))
def test_any_html_can_be_made_plain(pieces: list[str]) -> None:
    everything(plain("".join(pieces)))


HEAD = b"From: an@x.be\nContent-Type: multipart/mixed; boundary=b\n\n"
PART = b"Content-Type: multipart/mixed; boundary=%d\n\n--%d\n"
SLOW_MAILS = {
    "many parts": HEAD + b"--b\n\nx\n" * 300_000,
    "parts in parts": b"From: an@x.be\n" + b"".join(PART % (n, n) for n in range(2_000)) + b"x\n" * 300_000,
    "a head that never ends": b"From: an@x.be\n" + b"X: y\n" * 400_000,
    "one line": b"From: an@x.be\n\n" + b"3: x" * 2_000_000,
}


@pytest.mark.parametrize("name", SLOW_MAILS)
def test_a_mail_that_was_made_to_be_slow_is_read_within_seconds(name: str) -> None:
    began = time.perf_counter()
    read(SLOW_MAILS[name])
    assert time.perf_counter() - began < 8


@pytest.mark.parametrize(
    "text",
    [
        "Op " * 40_000,
        "3: " + "x" * 190_000,
        "> " * 60_000,
        "\n".join(["Van: x"] * 20_000),
        "On " + " " * 100_000 + "wrote",
        "12: 12: 12: " * 15_000,
        "* _ " * 40_000,
        ("a: " * 50 + "\n") * 1_000,
        "\n".join(["1. " * 60] * 900),
    ],
    ids=lambda text: text[:9],
)
def test_a_text_that_was_made_to_be_slow_is_read_within_seconds(text: str) -> None:
    began = time.perf_counter()
    everything(text[: parsing.MOST_TEXT])
    assert time.perf_counter() - began < 3
