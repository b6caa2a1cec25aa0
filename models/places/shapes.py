"""The shapes of the municipalities, as SVG paths on one sheet: to see where each stands, not to measure."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from itertools import pairwise
from typing import Any

from models.places.municipality import DATA

MERGED_ON = date(2025, 1, 1)  # since when some codes have another shape: Antwerpen took Borsbeek in
_NUMBER = re.compile(r"-?\d+")
_RING = re.compile(r"M([^Mz]*)z")
Point = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A part of the sheet; x runs to the east and y to the south."""

    left: int
    top: int
    width: int
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """Some municipalities as they lie beside each other."""

    box: Box  # in which all of them lie
    paths: Mapping[str, str]  # by NIS code; a municipality without a shape is not there


@lru_cache(maxsize=16)
def sheet(vintage: date, nis_codes: frozenset[str], detail: int) -> Sheet:
    """Return municipalities as they are on the first day of a vintage, in points of 1/`detail` of the width.

    Whoever shows them shows `credit` beside them.
    """
    rings = {code: list(_rings(path)) for code in sorted(nis_codes) if (path := _path(code, vintage))}
    box = _box_around(point for shape in rings.values() for ring in shape for point in ring)
    grain = max(1, box.width // detail)
    paths = {code: "".join(map(_written, _coarser(shape, grain))) for code, shape in rings.items()}
    scaled = Box(**{name: round(getattr(box, name) / grain) for name in ("left", "top", "width", "height")})
    return Sheet(box=scaled, paths=paths)


def credit() -> str:
    """Return whom to thank for the shapes, as they ask for it."""
    return str(_file()["credit"])


def _path(nis_code: str, vintage: date) -> str | None:
    """Return the path of a code; a code that stays when its municipality grows has a second shape."""
    shapes: Mapping[str, str] = _file()["shapes"]
    newer: Mapping[str, str] = _file()["shapes_2025"] if vintage >= MERGED_ON else {}
    return newer.get(nis_code, shapes.get(nis_code))


@lru_cache(maxsize=1)
def _file() -> Any:  # noqa: ANN401 - as JSON gives it
    return json.loads((DATA / "municipality_shapes.json").read_text("utf-8"))


def _rings(path: str) -> Iterator[list[Point]]:
    """Yield the rings of "M x y l dx dy ... z M ..." as points."""
    for ring in _RING.findall(path):
        x, y, *steps = map(int, _NUMBER.findall(ring))
        points = [(x, y)]
        for dx, dy in zip(steps[::2], steps[1::2], strict=True):
            x, y = x + dx, y + dy
            points.append((x, y))
        yield points


def _box_around(points: Iterable[Point]) -> Box:
    across, down = zip(*points, strict=True)
    left, top = min(across), min(down)
    return Box(left=left, top=top, width=max(across) - left, height=max(down) - top)


def _coarser(rings: Iterable[list[Point]], grain: int) -> Iterator[list[Point]]:
    """Yield rings on a coarser grid; neighbours share their points, so no gap opens between them."""
    for ring in rings:
        found: list[Point] = []
        for x, y in ring:
            point = (round(x / grain), round(y / grain))
            if point not in found[-1:]:
                found.append(point)
        if len(found) > 2:
            yield found


def _written(ring: list[Point]) -> str:
    """Return a ring as a path of relative steps, without a space before a minus."""
    steps = [to - of for a, b in pairwise(ring) for of, to in zip(a, b, strict=True)]
    return f"M{ring[0][0]} {ring[0][1]}l{' '.join(map(str, steps)).replace(' -', '-')}z"
