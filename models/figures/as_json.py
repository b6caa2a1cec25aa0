"""The figures as JSON: for programs, and as what a snapshot freezes."""

from typing import Any

from models.figures.figures import Figures, Numbers, RoundFigures

SHOWN = ("submitted", "admissible", "inadmissible", "unclear", "selected", "not_selected", "evaluated", "late")


def figures_as_json(found: Figures) -> dict[str, Any]:
    """Return the figures as plain values.

    `rounds` is a list with `id`, `submitted`, `admissible`, `inadmissible`, `unclear`, `selected`, `late`,
    `centrumsteden_selected` and `by_province` (name -> `submitted`, `selected`), and some more. `budgets_cents`
    (number -> whole cents) is there once a budget was fixed. The moment of counting is not among them: the same facts
    give the same values whenever they are counted.
    """
    return {
        "call": found.call.name,
        "rounds": [_round(one) for one in found.rounds],
        "totals": _numbers(found.totals) | {"municipalities": found.municipalities},
        **({"budgets_cents": dict(found.budgets)} if found.budgets else {}),
    }


def _round(one: RoundFigures) -> dict[str, Any]:
    return {
        "id": one.round.id,
        "last_day": one.round.last_day.isoformat(),
        "guidance_from": one.round.guidance_from.isoformat(),
        "begun": one.begun,
        **_numbers(one.numbers),
        "by_province": {
            province: {"submitted": numbers.submitted, "selected": numbers.selected}
            for province, numbers in one.by_province.items()
        },
    }


def _numbers(numbers: Numbers) -> dict[str, int]:
    return {name: getattr(numbers, name) for name in SHOWN} | {"centrumsteden_selected": numbers.centrumsteden_selected}
