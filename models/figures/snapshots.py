"""Frozen figures: taken once, shown again as they were, compared with others.

Source: ARCHITECTURE.md, Rules: Figures.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from hashlib import sha256
from typing import Any

from sqlmodel import Session

from models.figures.as_json import figures_as_json
from models.figures.figures import Figures
from models.records.counted import snapshot_queries
from models.records.counted.snapshot import Snapshot


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """A snapshot as it was taken."""

    snapshot_id: int
    call_name: str
    taken_at: datetime
    checksum: str
    content: Mapping[str, Any]  # as `figures_as_json` gives it
    is_intact: bool  # the checksum is that of the content


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A number that differs between two snapshots; `place` such as "2021-1 / by_province / Limburg / selected"."""

    place: str
    before: int
    after: int


def freeze(session: Session, found: Figures, taken_by: int | None = None) -> Frozen:
    """Freeze figures; the caller owns the transaction."""
    content = _canonical(figures_as_json(found))
    row = Snapshot(
        call_name=found.call.name,
        taken_at=found.at,
        taken_by=taken_by,
        checksum=checksum(found),
        content=content,
    )
    snapshot_queries.add(session, row)
    return _frozen(row)


def checksum(found: Figures) -> str:
    """Return the SHA-256 of the figures as a snapshot keeps them."""
    return sha256(_canonical(figures_as_json(found)).encode()).hexdigest()


def frozen(session: Session, snapshot_id: int) -> Frozen | None:
    """Return a snapshot, or None when there is none with that id."""
    row = snapshot_queries.one(session, snapshot_id)
    return _frozen(row) if row is not None else None


def newest(session: Session, call_name: str, most: int = 10) -> tuple[Frozen, ...]:
    """Return the newest snapshots of a call, newest first."""
    return tuple(map(_frozen, snapshot_queries.newest(session, call_name, most)))


def differences(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Change, ...]:
    """Return every number that differs between the contents of two snapshots; one that is not there counts as 0."""
    old, new = dict(_numbers(before)), dict(_numbers(after))
    places = [*old, *(place for place in new if place not in old)]
    return tuple(
        Change(place=place, before=old.get(place, 0), after=new.get(place, 0))
        for place in places
        if old.get(place, 0) != new.get(place, 0)
    )


def _numbers(value: object, place: str = "") -> Iterator[tuple[str, int]]:
    """Yield every number with where it stands; rounds by their id."""
    if isinstance(value, bool):
        return
    if isinstance(value, int):
        yield place, value
    elif isinstance(value, Mapping):
        for key, part in value.items():
            yield from _numbers(part, f"{place} / {key}" if place else str(key))
    elif isinstance(value, list):
        for part in value:
            yield from _numbers(part, str(part["id"]))


def _canonical(content: Mapping[str, Any]) -> str:
    return json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))


def _frozen(row: Snapshot) -> Frozen:
    return Frozen(
        snapshot_id=row.id,
        call_name=row.call_name,
        taken_at=row.taken_at,
        checksum=row.checksum,
        content=json.loads(row.content),
        is_intact=sha256(row.content.encode()).hexdigest() == row.checksum,
    )
