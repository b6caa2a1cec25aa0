"""Which steps between stages are allowed; the table of the procedure is written out here once more."""

from itertools import product

import pytest

from models.calls.stages import FALLEN_OUT, LIVE, IllegalStep, Stage, step

ALLOWED = {
    "draft": "submitted withdrawn expired",
    "submitted": "admissible inadmissible information_requested withdrawn",
    "information_requested": "submitted admissible inadmissible unclear",
    "admissible": "selected unclear not_selected information_requested withdrawn",
    "selected": "intake withdrawn",
    "intake": "guidance",
    "guidance": "evaluated",
}


@pytest.mark.parametrize(("before", "after"), list(product(Stage, Stage)))
def test_every_pair_of_stages_is_a_step_or_an_illegal_one(before: Stage, after: Stage) -> None:
    if after in ALLOWED.get(before, "").split():
        assert step(before, after) is after
    else:
        with pytest.raises(IllegalStep) as illegal:
            step(before, after)
        assert (illegal.value.from_stage, illegal.value.to_stage) == (before, after)


def test_an_illegal_step_names_both_stages() -> None:
    with pytest.raises(IllegalStep, match="from expired to submitted"):
        step("expired", Stage.SUBMITTED)


def test_what_fell_out_was_withdrawn_or_expired_is_not_live() -> None:
    assert frozenset(Stage) == LIVE | FALLEN_OUT | {Stage.WITHDRAWN, Stage.EXPIRED}
    assert not LIVE & (FALLEN_OUT | {Stage.WITHDRAWN, Stage.EXPIRED})
