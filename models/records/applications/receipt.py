"""What was sent, word for word: the canonical content of a submission and its checksum."""

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from hashlib import sha256
from typing import Any

from models.answers.answer import Value

_WHAT = "Ontvangstbewijs van Kernbot / Receipt by Kernbot"
_ERASED = (
    "Contact details were erased at the request of their owner / Contactgegevens zijn gewist op vraag van hun eigenaar"
)
_HOW = (
    "checksum = SHA-256 of content as JSON in UTF-8 with sorted keys and without spaces; "
    "seal = the same of this whole file without seal; test it with: kernbot receipt check FILE"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What a municipality sent, and when."""

    number: str  # "PROF-2021-2-0007"
    sent_at: datetime
    call_name: str
    call_version: str
    answers: Mapping[str, Value]  # by item key
    attachments: tuple[tuple[str, str, str], ...] = ()  # item key, file name, SHA-256


@dataclass(frozen=True, slots=True, kw_only=True)
class Erased:
    """That contact details were erased from what was sent; its checksum cannot be made from what is left."""

    at: datetime
    checksum: str  # of what was sent


def canonical_json(receipt: Receipt) -> str:
    """Return the content that the checksum is of; equal receipts give equal text, whatever the order they came in.

    Source: ARCHITECTURE.md, Rules: Submission.

    Raises:
        ValueError: `sent_at` is naive, or an answer is a number that JSON does not know.
    """
    if receipt.sent_at.tzinfo is None:
        raise ValueError("sent_at must be aware")
    files = sorted(receipt.attachments)
    return _canonical(
        {
            "number": receipt.number,
            "sent_at": receipt.sent_at.astimezone(UTC).isoformat(),
            "call_version": receipt.call_version,
            "answers": dict(receipt.answers),
            "attachments": [{"item": item, "name": name, "sha256": digest} for item, name, digest in files],
        }
    )


def checksum(receipt: Receipt) -> str:
    """Return the SHA-256 of the canonical content, in hex."""
    return checksum_of(canonical_json(receipt))


def checksum_of(content: str) -> str:
    """Return the SHA-256 of canonical content as it was stored, in hex."""
    return sha256(content.encode()).hexdigest()


def without(content: str, change: Callable[[dict[str, Any]], object]) -> str:
    """Return stored canonical content after `change` took something out of it, canonical again."""
    parts = json.loads(content)
    change(parts)
    return _canonical(parts)


def receipt_file(
    content: Receipt | str,
    *,
    call_name: str,
    coach_version: str,
    coach_outcome: Mapping[str, object],
    erased: Erased | None = None,
) -> str:
    """Return the JSON file that goes with a receipt, from the receipt or from its stored canonical content.

    The checksum covers `content`; what is said around it is covered by the seal, so that no letter changes unseen. Of
    what was `erased` since, the file says so and names the checksum of what was sent.
    """
    canonical = content if isinstance(content, str) else canonical_json(content)
    parts: dict[str, object] = {
        "what": _WHAT,
        "how": _HOW,
        "call": call_name,
        "coach": {"version": coach_version, "outcome": dict(coach_outcome)},
        "content": json.loads(canonical),
        "checksum": checksum_of(canonical),
    }
    if erased is not None:
        on = erased.at.astimezone(UTC).date().isoformat()
        parts["erased"] = {"why": _ERASED, "on": on, "checksum_of_what_was_sent": erased.checksum}
    parts["seal"] = checksum_of(_canonical(parts))
    return json.dumps(parts, ensure_ascii=False, indent=2, allow_nan=False) + "\n"


def _canonical(value: object) -> str:
    text = json.dumps(value, sort_keys=True, ensure_ascii=False, separators=(",", ":"), allow_nan=False)
    return text.encode("utf-8", "replace").decode()  # half a surrogate pair is no character in UTF-8


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """The verdict on a receipt file, with a sentence for people."""

    valid: bool
    number: str | None  # None when the file is no receipt
    expected: str | None  # the checksum of the content as it now is
    found: str | None  # the checksum that the file names
    sentence_nl: str
    sentence_en: str


class _NoReceipt(Exception):
    """The text is something else."""


def check_receipt(text: str) -> Check:
    """Return whether the receipt file `text` is still as it was made; never raises, whatever the text is."""
    try:
        parts = _read(text)
        content, found, number = parts["content"], str(parts["checksum"]), str(parts["content"]["number"])
        expected = checksum_of(_canonical(content))
        seal = checksum_of(_canonical({key: part for key, part in parts.items() if key != "seal"}))
    except (_NoReceipt, ValueError, RecursionError):
        return _verdict("other_file", None, None, None)
    if expected != found:
        return _verdict("changed", number, expected, found)
    if seal != parts["seal"]:
        return _verdict("changed_around", number, expected, found)
    return _verdict("erased" if "erased" in parts else "valid", number, expected, found)


def _read(text: str) -> dict[str, Any]:
    parts = json.loads(text.removeprefix("\ufeff"), object_pairs_hook=_without_twins)
    if not isinstance(parts, dict) or not {"content", "checksum", "seal"} <= parts.keys():
        raise _NoReceipt
    if not isinstance(parts["content"], dict) or "number" not in parts["content"]:
        raise _NoReceipt
    return parts


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """Refuse a key that comes twice: a person would read the one and the checksum would cover the other."""
    parts = dict(pairs)
    if len(parts) != len(pairs):
        raise _NoReceipt
    return parts


_SENTENCES = {
    "valid": (
        "Geldig: dit is het ontvangstbewijs van {number}, en er is niets aan gewijzigd.",
        "Valid: this is the receipt of {number}, and nothing in it has been changed.",
    ),
    "erased": (
        "Geldig: het ontvangstbewijs van {number}, zonder gewiste contactgegevens. Het oude controlegetal staat erbij.",
        "Valid: the receipt of {number}, without erased contact details. The checksum of what was sent stands beside.",
    ),
    "changed": (
        "Ongeldig: dit ontvangstbewijs van {number} is gewijzigd. Inhoud en controlegetal passen niet meer bij elkaar.",
        "Invalid: this receipt of {number} has been changed. Its content and its checksum no longer match.",
    ),
    "changed_around": (
        "Ongeldig: de antwoorden van {number} zijn ongewijzigd, maar wat eromheen staat, is gewijzigd.",
        "Invalid: the answers of {number} are unchanged, but what stands around them has been changed.",
    ),
    "other_file": (
        "Ongeldig: dit is geen ontvangstbewijs van Kernbot, of het is beschadigd. Neem het .json-bestand uit de mail.",
        "Invalid: this is no receipt by Kernbot, or it is damaged. Take the .json file that came with the mail.",
    ),
}


def _verdict(key: str, number: str | None, expected: str | None, found: str | None) -> Check:
    nl, en = (sentence.format(number=number) for sentence in _SENTENCES[key])
    return Check(
        valid=key in {"valid", "erased"}, number=number, expected=expected, found=found, sentence_nl=nl, sentence_en=en
    )
