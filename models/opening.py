"""How the case of who speaks is opened: theirs, and still open to changes."""

from sqlmodel import Session

from models import case_queries, participant_queries, person_queries
from models.case import Case
from models.outcome import Instead, Note, Noted, Outcome, only
from models.stages import Stage
from models.turn import Turn
from models.views import Hello, Help
from models.wording import LANGUAGES


def hello(turn: Turn) -> Outcome:
    """Return the first hello."""
    round_ = turn.call.next_round(turn.at)
    return Outcome(view=Hello(call=turn.call, round=round_, now=turn.at, agreed=turn.speaker.agreed))


def old_button(session: Session, turn: Turn) -> Outcome:  # noqa: ARG001
    """Answer a button that cannot be read."""
    return only(Noted.OLD_BUTTON)


def unreadable(session: Session, turn: Turn) -> Outcome:  # noqa: ARG001
    """Answer what cannot be read: a voice message, a sticker."""
    return only(Noted.UNREADABLE)


def unknown_command(session: Session, turn: Turn) -> Outcome:  # noqa: ARG001
    """Answer a command that is not known with those that are."""
    return Outcome(view=Help(call=turn.call), notes=(Note(Noted.NOT_UNDERSTOOD),))


def drop_aside(session: Session, turn: Turn) -> Outcome:
    """Let a side question go."""
    person_queries.ask(session, turn.person_id, "")
    return only(Noted.KEPT_GOING)


def set_language(session: Session, turn: Turn, language: str) -> Outcome:
    """Talk another language from now on."""
    if language not in LANGUAGES:
        return only(Noted.OLD_BUTTON)
    person_queries.change(session, turn.person_id, language=language)
    outcome = hello(turn) if not turn.speaker.agreed else Outcome(view=None)
    return outcome.noting(Note(Noted.LANGUAGE))


def working_case(session: Session, turn: Turn, application_id: int | None = None) -> Case:
    """Return the case that the person can change now.

    With `application_id` (from a button) it must be the person's own; "not yours" and "not there" read the same. The
    button of an expired draft works on the draft that carries its answers on.

    Raises:
        Instead: there is none; its outcome says why.
    """
    speaker = turn.speaker
    if not speaker.agreed:
        raise Instead(hello(turn).noting(Note(Noted.AGREE_FIRST)))
    wanted = application_id or speaker.application_id
    if wanted is None:
        raise Instead(hello(turn))
    if wanted != speaker.application_id and not participant_queries.takes_part(session, wanted, speaker.person_id):
        raise Instead(only(Noted.NOT_THERE))
    case = case_queries.load(session, wanted)
    if case.stage is Stage.EXPIRED:
        following = participant_queries.carried_draft(session, case.application_id, speaker.person_id)
        case = case_queries.load(session, following) if following else case
    in_time = turn.heard.moment.is_before(case.round.closes_at)
    if case.stage not in {Stage.DRAFT, Stage.SUBMITTED} or not in_time:
        raise Instead(Outcome(view=None, notes=(closed(case),)))
    return case


def closed(case: Case) -> Note:
    """Return why nothing can be changed any more."""
    what = Noted.NO_NEXT_ROUND if case.stage is Stage.DRAFT else Noted.CLOSED
    return Note(what, {"number": case.number or "", "round": case.round, "stage": case.stage})
