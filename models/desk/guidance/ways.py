"""What can be arranged for an application now, in the order of the buttons."""

from models.calls.stages import Stage
from models.desk import rights
from models.desk.cases.sent import Sent
from models.desk.rights import Right
from models.records.guidance.course import Course
from models.turns.turn import Turn

EXTENDABLE = frozenset({Stage.SUBMITTED})


def onward(turn: Turn, case_file: Sent) -> tuple[str, ...]:
    """Return the forms that the officer can fill in about an application; a button says no more than the rule does."""
    found: list[str] = []
    stage, course = case_file.case.stage, case_file.course
    if rights.has(turn, Right.EXTEND) and stage in EXTENDABLE:
        found += ["extend"] if case_file.granted is None else ["extend", "shorten"]
    if rights.has(turn, Right.GUIDE):
        found += _guiding(stage, course, has_evaluation=bool(case_file.case.call.evaluation.items))
    return tuple(found)


def _guiding(stage: Stage, course: Course, *, has_evaluation: bool) -> list[str]:
    match stage:
        case Stage.SELECTED:
            return ["plan"]
        case Stage.INTAKE:
            return _before_guidance(course)
        case Stage.GUIDANCE:
            ending = ["ask"] if has_evaluation and course.evaluated is None else []
            return [*_arranging(course), *(ending if has_evaluation else ["advise"])]
        case Stage.EVALUATED:
            return ["advise"]
        case _:
            return []


def _before_guidance(course: Course) -> list[str]:
    if course.is_held:
        ready = course.budget_cents is not None and bool(course.phases)
        return [*_arranging(course), *(["guide"] if ready else [])]
    return ["held", "plan", "cancel"] if course.planned is not None else ["plan"]


def _arranging(course: Course) -> list[str]:
    drop = ["drop"] if course.phases or course.experts else []
    return ["budget", "expert", "phase", *drop]
