"""What a person can look up: what is still to do, where the application is, all answers, the own data."""

from sqlmodel import Session

from models.answers import checklist
from models.calls.stages import FALLEN_OUT, Stage
from models.records.applications import attachment_queries, overview_queries
from models.records.applications import case_queries as cases
from models.records.applications.case import Case
from models.records.applications.listed import File
from models.records.guidance.course import Course
from models.records.people import participant_queries, person_queries, reach_queries
from models.turns import opening, told
from models.turns.items import attaching, walking
from models.turns.outcome import Instead, Note, Noted, Outcome, only
from models.turns.people import beside, inviting, proving, sharing
from models.turns.reminding import plan_asking
from models.turns.sent import submitting
from models.turns.turn import Turn
from models.turns.views import (
    About,
    AnswerList,
    Download,
    Languages,
    StartAgain,
    Status,
    Todo,
)

ENDED = FALLEN_OUT | {Stage.WITHDRAWN, Stage.EXPIRED}
OVER = ENDED | {Stage.EVALUATED}  # a next one can begin
ARRANGED = frozenset({Stage.INTAKE, Stage.GUIDANCE, Stage.EVALUATED})


def _case(session: Session, turn: Turn) -> Case:
    """Return the person's case to look at, whatever its stage.

    Raises:
        Instead: there is none; its outcome is the hello.
    """
    if not turn.speaker.agreed:
        raise Instead(opening.hello(turn).noting(Note(Noted.AGREE_FIRST)))
    if turn.speaker.application_id is None:
        raise Instead(opening.hello(turn))
    return cases.load(session, turn.speaker.application_id)


def standing(session: Session, turn: Turn) -> Outcome:
    """Return where the person is, from the stored facts; also the answer to what was applied before a crash."""
    if not turn.speaker.agreed or turn.speaker.application_id is None:
        return opening.hello(turn)
    case = cases.load(session, turn.speaker.application_id)
    stage = told.stage_told(session, case, turn.now)
    asks = stage in {Stage.INFORMATION_REQUESTED, Stage.GUIDANCE} and opening.can_be_changed(session, turn, case)
    if stage is Stage.DRAFT or asks:
        here = beside.with_offer(session, turn, case, walking.here(session, turn, case))
        return inviting.with_waiting(session, turn, sharing.with_askers(session, case, here))
    if stage in OVER:
        return Outcome(view=StartAgain(case=case))
    return status(session, turn)


def todo(session: Session, turn: Turn) -> Outcome:
    """Return what is missing or unclear, one tap away."""
    case = _case(session, turn)
    if told.stage_told(session, case, turn.now) in ENDED:
        return Outcome(view=StartAgain(case=case))
    if case.stage is not Stage.DRAFT and not opening.can_be_changed(session, turn, case):
        return Outcome(view=None, notes=(opening.closed(case),))
    proven = person_queries.proven_mailboxes(session, turn.person_id)
    view = Todo(
        case=case,
        missing=checklist.missing(case.checklist, case.answers),
        unclear=checklist.unclear(case.checklist, case.answers),
        mailbox_missing=not proven and not case.is_evaluating,
        has_news=case.stage is not Stage.SUBMITTED or bool(submitting.unsent(session, case)),
        unplaced=attaching.unplaced(session, case),
    )
    return beside.with_offer(session, turn, case, Outcome(view=view))


def status(session: Session, turn: Turn) -> Outcome:
    """Return where the application is."""
    case = _case(session, turn)
    proven = person_queries.proven_mailboxes(session, turn.person_id)
    view = Status(
        case=case,
        stage=told.stage_told(session, case, turn.now),
        now=turn.now,
        missing=len(checklist.missing(case.checklist, case.answers)),
        unclear=len(checklist.unclear(case.checklist, case.answers)),
        unsent=submitting.unsent(session, case),
        colleagues=overview_queries.colleagues(session, case.application_id, turn.person_id),
        files=overview_queries.files(session, case.application_id),
        elsewhere=overview_queries.elsewhere(session, turn.person_id, case.application_id),
        mailbox=proven[0] if proven else None,
        can_plan=plan_asking.is_possible(turn, case),
        unreachable=_unreachable(session, turn, proven[:1]),
        course=_arranged(session, case) if case.stage in ARRANGED else None,
    )
    shown = beside.with_offer(session, turn, case, Outcome(view=view))
    return inviting.with_waiting(session, turn, sharing.with_askers(session, case, shown))


def _arranged(session: Session, case: Case) -> Course:
    from models.records.guidance import course_queries  # few come as far as the guidance

    return course_queries.load(session, case.application_id)


def _unreachable(session: Session, turn: Turn, proven: tuple[str, ...]) -> str | None:
    """Return the mailbox at which no mail arrives: the one where a code was awaited, else the proven one."""
    asked = proving.last_asked(session, turn)
    mailboxes = [asked, *proven] if asked is not None else [*proven]
    closed = reach_queries.marked(session, {("mail", one) for one in mailboxes})
    return next((one for one in mailboxes if ("mail", one) in closed), None)


def answer_list(session: Session, turn: Turn) -> Outcome:
    """Return all answers, to correct any of them."""
    case = _case(session, turn)
    if told.stage_told(session, case, turn.now) in ENDED:
        return Outcome(view=StartAgain(case=case))
    differing = overview_queries.differing(session, case)
    return Outcome(view=AnswerList(case=case, unsent=submitting.unsent(session, case), differing=differing))


def download(session: Session, turn: Turn, attachment_id: int) -> Outcome:
    """Return a file of the person's own application."""
    row = attachment_queries.one(session, attachment_id)
    if row is None or not participant_queries.takes_part(session, row.application_id, turn.person_id):
        return only(Noted.NOT_THERE)
    file = File(attachment_id=row.id, item_key=row.item_key, name=row.file_name, size=row.size, sha256=row.sha256)
    return Outcome(view=Download(file=file, stored_name=row.stored_name))


def about(session: Session, turn: Turn) -> Outcome:  # noqa: ARG001
    """Return what the call is."""
    return Outcome(view=About(call=turn.call, agreed=turn.speaker.agreed))


def help_(session: Session, turn: Turn) -> Outcome:  # noqa: ARG001
    """Return what can be said."""
    return opening.help_(turn)


def languages(session: Session, turn: Turn) -> Outcome:  # noqa: ARG001
    """Return the choice of language."""
    return Outcome(view=Languages(current=turn.speaker.language))
