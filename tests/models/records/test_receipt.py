"""Receipts: the same content gives the same checksum, and any changed letter is seen."""

import hashlib
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.records.applications.receipt import (
    Erased,
    Receipt,
    canonical_json,
    check_receipt,
    checksum,
    checksum_of,
    receipt_file,
    without,
)

SENT_AT = datetime(2021, 11, 12, 21, 30, 0, 5, tzinfo=UTC)
RECEIPT = Receipt(
    number="PROF-2021-2-0007",
    sent_at=SENT_AT,
    call_name="profploeg-2021",
    call_version="ab" * 32,
    answers={
        "municipality": "12014",
        "challenge": "Leegstand in de Bergstraat: 14 % – €",
        "themes": ["beleving"],
        "ok": True,
    },
    attachments=(("decision", "besluit ş.pdf", "cd" * 32), ("decision", "bijlage.pdf", "01" * 32)),
)
FILE = receipt_file(
    RECEIPT, call_name="profploeg-2021", coach_version="1", coach_outcome={"challenge": ["number"], "effect": []}
)


def test_the_content_is_json_with_sorted_keys_in_utf_8_and_without_spaces():
    assert canonical_json(replace(RECEIPT, answers={"b": "é", "a": None}, attachments=())) == (
        '{"answers":{"a":null,"b":"é"},"attachments":[],"call_version":"' + "ab" * 32 + '",'
        '"number":"PROF-2021-2-0007","sent_at":"2021-11-12T21:30:00.000005+00:00"}'
    )


def test_the_checksum_is_sha_256_of_the_content():
    assert checksum(RECEIPT) == hashlib.sha256(canonical_json(RECEIPT).encode()).hexdigest()


def test_order_and_zone_make_no_difference():
    brussels = timezone(timedelta(hours=1))
    same = replace(
        RECEIPT,
        answers=dict(reversed(RECEIPT.answers.items())),
        attachments=tuple(reversed(RECEIPT.attachments)),
        sent_at=SENT_AT.astimezone(brussels),
    )
    assert checksum(same) == checksum(RECEIPT)


@pytest.mark.parametrize(
    "change",
    [
        {"number": "PROF-2021-2-0008"},
        {"sent_at": SENT_AT + timedelta(microseconds=1)},
        {"call_version": "ac" * 32},
        {"answers": {**RECEIPT.answers, "ok": False}},
        {"answers": {**RECEIPT.answers, "extra": None}},
        {"attachments": RECEIPT.attachments[:1]},
        {"attachments": (("decision", "besluit ş.pdf", "ce" * 32), RECEIPT.attachments[1])},
    ],
)
def test_any_other_content_has_another_checksum(change):
    assert checksum(replace(RECEIPT, **change)) != checksum(RECEIPT)


def test_a_moment_without_a_zone_is_refused():
    with pytest.raises(ValueError, match="aware"):
        canonical_json(replace(RECEIPT, sent_at=SENT_AT.replace(tzinfo=None)))


def test_a_file_as_it_was_made_is_valid():
    check = check_receipt(FILE)
    assert (check.valid, check.number, check.expected) == (True, "PROF-2021-2-0007", check.found)
    assert check.found == checksum(RECEIPT)
    assert "PROF-2021-2-0007" in check.sentence_nl
    assert "PROF-2021-2-0007" in check.sentence_en


def test_the_file_can_be_made_from_the_stored_content():
    stored = canonical_json(RECEIPT)
    about = {
        "call_name": "profploeg-2021",
        "coach_version": "1",
        "coach_outcome": {"challenge": ["number"], "effect": []},
    }
    assert receipt_file(stored, **about) == FILE


def test_anyone_can_compute_the_checksum_from_the_file():
    content = json.loads(FILE)["content"]
    text = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    assert hashlib.sha256(text.encode()).hexdigest() == json.loads(FILE)["checksum"]


@pytest.mark.parametrize("letters", ["\r\n", "  \n"])
def test_other_line_ends_change_nothing(letters):
    assert check_receipt("\ufeff" + FILE.replace("\n", letters)).valid


def test_every_changed_letter_is_seen():
    for place, letter in enumerate(FILE):
        if letter.isalnum():
            other = (
                "7" if letter == "3" else "3" if letter.isdigit() else letter.swapcase() if letter.isupper() else "q"
            )
            if letter == other:
                other = "z"
            changed = check_receipt(FILE[:place] + other + FILE[place + 1 :])
            assert not changed.valid, FILE[max(0, place - 30) : place + 30]


def test_a_changed_answer_shows_both_checksums():
    check = check_receipt(FILE.replace("14 %", "15 %"))
    assert (check.valid, check.number, check.found) == (False, "PROF-2021-2-0007", checksum(RECEIPT))
    assert check.expected != check.found


def test_an_answer_put_in_twice_is_seen():
    assert not check_receipt(FILE.replace('"ok": true', '"ok": false, "ok": true')).valid


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "%PDF-1.7",
        "null",
        "[]",
        '"text"',
        "{}",
        '{"content": {}, "checksum": "x", "seal": "y"}',
        '{"content": [], "checksum": "x", "seal": "y"}',
        '{"content": {"number": NaN}, "checksum": "x", "seal": "y"}',
        "[" * 100_000,
        '{"a":' * 100_000,
        '{"content": {"number": ' + "9" * 10_000 + '}, "checksum": "x", "seal": "y"}',
        "\0\ud800",
    ],
)
def test_another_file_is_told_in_a_sentence(text):
    check = check_receipt(text)
    assert (check.valid, check.number) == (False, None)
    assert "geen ontvangstbewijs" in check.sentence_nl
    assert "no receipt" in check.sentence_en


@given(st.text())
def test_no_text_at_all_raises(text):
    assert not check_receipt(text).valid


values = st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False)
words = st.text(st.characters(exclude_categories=[]))
keys = st.from_regex(r"[a-z][a-z0-9_]{0,39}", fullmatch=True)  # what a call file takes


@given(st.dictionaries(keys, values | words | st.lists(words)), st.lists(st.tuples(words, words, words)))
def test_whatever_was_answered_the_receipt_is_valid(answers, attachments):
    receipt = replace(RECEIPT, answers=answers, attachments=tuple(attachments))
    text = receipt_file(receipt, call_name="x", coach_version="1", coach_outcome={})
    assert check_receipt(text.encode().decode()).valid


def test_a_receipt_without_erased_contact_details_says_so_and_names_the_old_checksum() -> None:
    sent = canonical_json(RECEIPT)
    left = without(sent, lambda parts: parts["answers"].update(contact_name="[gewist]"))
    erased = Erased(at=RECEIPT.sent_at, checksum=checksum_of(sent))
    file = receipt_file(left, call_name="profploeg", coach_version="1", coach_outcome={}, erased=erased)
    checked = check_receipt(file)
    assert checked.valid
    assert "gewiste contactgegevens" in checked.sentence_nl
    assert json.loads(file)["erased"]["checksum_of_what_was_sent"] == checksum_of(sent)
    assert not check_receipt(file.replace("[gewist]", "[gewijzigd]")).valid
