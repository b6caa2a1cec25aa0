"""Which municipality a person means: looked up by name, postal code, part, French name or with a typing error."""

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache
from types import MappingProxyType

from models.places.municipality import (
    Municipality,
    all_municipalities,
    counterparts_on,
    municipalities_on,
    rows,
    successor_on,
    vintage_on,
)
from models.places.municipality_spelling import normalised, squeezed, without_lead

MOST_CANDIDATES = 8
SHORTEST_PART = 3  # letters; fewer stand in half of all names
SHORTEST_TYPO = 5  # letters; in shorter words one letter makes another town: Genk and Gent
LONG_NAME = 9  # letters; in such names two typing errors still point at a name

# A town is one letter away, but this is what people say when they mean something else.
_NO_TYPO = frozenset({"hallo", "hello"})
_CODE_FIRST = re.compile(r"(?:b )?([0-9]{4})(?: (.+))?")
_CODE_LAST = re.compile(r"(.+?) (?:b )?([0-9]{4})")


class How(StrEnum):
    """How a municipality was found, the surest first."""

    NAME = "name"
    FORMER = "former"  # the name of a municipality that merged, or that is still to come
    PART = "part"  # a deelgemeente
    FRENCH = "french"
    POSTAL_CODE = "postal_code"
    TYPO = "typo"


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A municipality that can be meant; `via` is the name or postal code through which it was found."""

    municipality: Municipality
    how: How
    via: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """The municipalities that can be meant, at most eight, the surest first; empty when none was found.

    `certain`: ask to confirm the only candidate. Otherwise offer the candidates, even when there is only one.
    """

    candidates: tuple[Candidate, ...] = ()
    certain: bool = False

    @property
    def how(self) -> How | None:
        """Return how the first candidate was found, or None when there is none."""
        return self.candidates[0].how if self.candidates else None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Index:
    """All meanings of each normalised name and of each postal code, the surest first."""

    names: Mapping[str, tuple[Candidate, ...]]
    postal_codes: Mapping[str, tuple[Candidate, ...]]
    spellings: tuple[str, ...]


def match(said: str, day: date) -> Match:
    """Return the municipalities of `day` that the whole message `said` can mean; nothing is corrected silently."""
    text = normalised(said)
    if not text:
        return Match()
    index = _index(vintage_on(day))
    if found := _CODE_FIRST.fullmatch(text):
        return _by_code(index, found[1], without_lead(found[2] or ""))
    if found := _CODE_LAST.fullmatch(text):
        return _by_code(index, found[2], found[1])
    return _by_name(index, text)


def holding(said: str, day: date) -> tuple[Municipality, ...]:
    """Return the municipalities of `day` whose name holds `said`, by name; none for fewer than SHORTEST_PART letters.

    For whoever looks one up in a list; a person who says where they work is asked by `match`.
    """
    part = normalised(said)
    if len(squeezed(part)) < SHORTEST_PART:
        return ()
    found = (town for town in municipalities_on(vintage_on(day)).values() if part in normalised(town.name))
    return tuple(sorted(found, key=lambda town: town.name))


def _by_name(index: _Index, name: str) -> Match:
    """An exact name wins over everything; then one typing error, when it leaves one candidate; then offers."""
    if name in index.names:
        return _confirmed(_meant(index, name))
    near = _near(index, name)
    once = _distinct(_typed(index, (spelling for spelling, errors in near if errors == 1)))
    if once:
        return _confirmed(once)
    twice = _typed(index, (spelling for spelling, _ in near if len(squeezed(spelling)) >= LONG_NAME))
    return _offered(_distinct(twice))


def _by_code(index: _Index, code: str, name: str) -> Match:
    """A postal code and a name must agree, which also settles a name with several meanings; else both are offered."""
    of_code = index.postal_codes.get(code, ())
    if not name:
        return _confirmed(of_code)
    of_name = index.names.get(name) or _by_name(index, name).candidates
    in_code = {candidate.municipality.nis_code for candidate in of_code}
    agreed = tuple(candidate for candidate in of_name if candidate.municipality.nis_code in in_code)
    if agreed:
        return _confirmed(agreed)
    return _offered(_distinct((*_by_name(index, name).candidates, *of_code)))


def _meant(index: _Index, name: str) -> tuple[Candidate, ...]:
    """Return what an indexed name means: the municipality alone when it is the name of one, else all meanings."""
    meanings = index.names[name]
    return meanings[:1] if meanings[0].how is How.NAME else _distinct((*meanings, *_begun(index, name)))


def _begun(index: _Index, name: str) -> Iterator[Candidate]:
    """Return the municipalities of whose name this is the first word or words: "Heist" is also Heist-op-den-Berg."""
    for spelling, meanings in index.names.items():
        if spelling.startswith(f"{name} ") and meanings[0].how is How.NAME:
            yield meanings[0]


def _near(index: _Index, name: str) -> list[tuple[str, int]]:
    """Return the names that are one or two typing errors away, a swapped pair being one, with that number."""
    if len(squeezed(name)) < SHORTEST_TYPO or name in _NO_TYPO:
        return []
    from rapidfuzz import process
    from rapidfuzz.distance import OSA

    found = process.extract(name, index.spellings, scorer=OSA.distance, score_cutoff=2, limit=None)
    return [(spelling, int(errors)) for spelling, errors, _ in found]


def _typed(index: _Index, spellings: Iterable[str]) -> Iterator[Candidate]:
    for spelling in spellings:
        for candidate in _meant(index, spelling):
            yield replace(candidate, how=How.TYPO)


def _confirmed(candidates: tuple[Candidate, ...]) -> Match:
    return Match(candidates=candidates[:MOST_CANDIDATES], certain=len(candidates) == 1)


def _offered(candidates: tuple[Candidate, ...]) -> Match:
    return Match(candidates=candidates[:MOST_CANDIDATES])


def _distinct(candidates: Iterable[Candidate]) -> tuple[Candidate, ...]:
    """Return each municipality once, by its first candidate."""
    first: dict[str, Candidate] = {}
    for candidate in candidates:
        first.setdefault(candidate.municipality.nis_code, candidate)
    return tuple(first.values())


@lru_cache(maxsize=8)
def _index(vintage: date) -> _Index:
    """Build the index of the municipalities that are valid from `vintage` on."""
    names: dict[str, list[Candidate]] = {}
    for candidate in (*_municipalities(vintage), *_former(vintage), *_parts(vintage), *_french(vintage)):
        for spelling in _spellings(candidate):
            names.setdefault(spelling, []).append(candidate)
    return _Index(
        names=MappingProxyType({name: _distinct(found) for name, found in names.items()}),
        postal_codes=MappingProxyType(_by_postal_code(vintage)),
        spellings=tuple(names),
    )


def _spellings(candidate: Candidate) -> set[str]:
    name = normalised(candidate.via)
    spellings = {name, squeezed(name)}
    if candidate.how is How.FRENCH:
        spellings.add(re.sub(r"\bsaint\b", "sint", name))  # "St-Nicolas" is read as sint nicolas
    return spellings


def _municipalities(vintage: date) -> Iterator[Candidate]:
    for town in municipalities_on(vintage).values():
        yield Candidate(municipality=town, how=How.NAME, via=town.name)


def _former(vintage: date) -> Iterator[Candidate]:
    """Give the names of other days that are no name now; Hasselt kept its name under another code."""
    now = municipalities_on(vintage)
    names_now = {town.name for town in now.values()}
    for other in all_municipalities().values():
        if other.name not in names_now:
            for town in counterparts_on(other.nis_code, vintage):
                yield Candidate(municipality=town, how=How.FORMER, via=other.name)


def _parts(vintage: date) -> Iterator[Candidate]:
    for name, _, town in _places(vintage):
        yield Candidate(municipality=town, how=How.PART, via=name)


def _french(vintage: date) -> Iterator[Candidate]:
    for row in rows("aliases_fr.csv"):
        for town in counterparts_on(row["nis_code"], vintage):
            yield Candidate(municipality=town, how=How.FRENCH, via=row["alias"])


def _places(vintage: date) -> Iterator[tuple[str, str, Municipality]]:
    """Give name, postal code and municipality of each place."""
    now = municipalities_on(vintage)
    for row in rows("places.csv"):
        town = now.get(row["nis_code"]) or now[row["nis_code_2025"]]
        yield row["place_name"], row["postal_code"], town


def _by_postal_code(vintage: date) -> dict[str, tuple[Candidate, ...]]:
    """Return the municipalities of each postal code; the code of a ceased municipality leads to its successor."""
    towns: dict[str, list[Candidate]] = {}
    for code, town in (*_own_codes(vintage), *((code, town) for _, code, town in _places(vintage))):
        towns.setdefault(code, []).append(Candidate(municipality=town, how=How.POSTAL_CODE, via=code))
    return {code: _distinct(found) for code, found in towns.items()}


def _own_codes(vintage: date) -> Iterator[tuple[str, Municipality]]:
    for any_day in all_municipalities().values():
        town = successor_on(any_day.nis_code, vintage)
        if town is not None:
            yield from ((code, town) for code in any_day.postal_codes)
