"""The stages of an application and the steps between them."""

from enum import StrEnum


class Stage(StrEnum):
    """Where an application is.

    Source: ARCHITECTURE.md, Rules: Stages.
    """

    DRAFT = "draft"
    SUBMITTED = "submitted"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"
    INFORMATION_REQUESTED = "information_requested"
    ADMISSIBLE = "admissible"
    INADMISSIBLE = "inadmissible"
    UNCLEAR = "unclear"
    SELECTED = "selected"
    NOT_SELECTED = "not_selected"
    INTAKE = "intake"
    GUIDANCE = "guidance"
    EVALUATED = "evaluated"


STEPS: dict[Stage, frozenset[Stage]] = {
    Stage.DRAFT: frozenset({Stage.SUBMITTED, Stage.WITHDRAWN, Stage.EXPIRED}),
    Stage.SUBMITTED: frozenset({Stage.ADMISSIBLE, Stage.INADMISSIBLE, Stage.INFORMATION_REQUESTED, Stage.WITHDRAWN}),
    Stage.INFORMATION_REQUESTED: frozenset({Stage.SUBMITTED, Stage.ADMISSIBLE, Stage.INADMISSIBLE, Stage.UNCLEAR}),
    Stage.ADMISSIBLE: frozenset(
        {Stage.SELECTED, Stage.UNCLEAR, Stage.NOT_SELECTED, Stage.INFORMATION_REQUESTED, Stage.WITHDRAWN}
    ),
    Stage.SELECTED: frozenset({Stage.INTAKE, Stage.WITHDRAWN}),
    Stage.INTAKE: frozenset({Stage.GUIDANCE}),
    Stage.GUIDANCE: frozenset({Stage.EVALUATED}),
    Stage.EVALUATED: frozenset(),
    Stage.WITHDRAWN: frozenset(),
    Stage.EXPIRED: frozenset(),
    Stage.INADMISSIBLE: frozenset(),
    Stage.UNCLEAR: frozenset(),
    Stage.NOT_SELECTED: frozenset(),
}

FALLEN_OUT = frozenset({Stage.INADMISSIBLE, Stage.UNCLEAR, Stage.NOT_SELECTED})
AFTER_SELECTION = frozenset({Stage.INTAKE, Stage.GUIDANCE, Stage.EVALUATED})  # an interview was planned
LIVE = frozenset(Stage) - FALLEN_OUT - {Stage.WITHDRAWN, Stage.EXPIRED}


class IllegalStep(Exception):
    """An application cannot go from this stage to that one."""

    def __init__(self, from_stage: Stage, to_stage: Stage) -> None:
        super().__init__(f"an application cannot go from {from_stage} to {to_stage}")
        self.from_stage = from_stage
        self.to_stage = to_stage


def step(from_stage: str, to_stage: Stage) -> Stage:
    """Return `to_stage` when the step is allowed.

    Raises:
        IllegalStep: it is not.
    """
    if to_stage not in STEPS[Stage(from_stage)]:
        raise IllegalStep(Stage(from_stage), to_stage)
    return to_stage
