"""What a weekly list says of who fell out: who follows each, and what became of the nudges."""

from collections.abc import Mapping, Sequence

from models.desk.province.following import Matter
from models.language.nudge_words import nudge_words
from models.language.wording import words

STILL_OPEN = frozenset({"fallen", "resting"})


def values(found: Sequence[Matter], language: str) -> Mapping[str, object]:
    """Return the municipalities that fell out and are not finished, and how many nudges were followed by an answer."""
    fallen = [one for one in found if one.fallen is not None and one.group in STILL_OPEN]
    return {
        "fallen": [_cells(one, language) for one in sorted(fallen, key=lambda one: one.spot.town.name.casefold())],
        "nudged": sum(len(one.nudges) for one in found),
        "answered": sum(one.answered for one in found),
    }


def _cells(one: Matter, language: str) -> list[str]:
    stage = words().say(f"stage.{one.fallen.stage}", language) if one.fallen is not None else ""
    by = words().say("pursued.by", language, by=one.by) if one.by is not None else words().say("pursued.free", language)
    sent = nudge_words(len(one.nudges), one.answered, language)
    return [one.spot.town.name, words().say("pursued.fell", language, stage=stage, round=one.round_id), by, sent]
