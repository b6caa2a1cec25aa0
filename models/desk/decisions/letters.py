"""Which letter tells of which decision."""

from models.calls.stages import FALLEN_OUT, Stage

DECIDED = FALLEN_OUT | {Stage.ADMISSIBLE, Stage.SELECTED, Stage.INFORMATION_REQUESTED}


def letter_of(stage: Stage) -> str:
    """Return the letter that tells of a decision."""
    return "fallen_out" if stage in FALLEN_OUT else str(stage)
