"""How the case of who speaks is opened: theirs, and still open to changes."""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from models.calls.stages import Stage
from models.language.wording import LANGUAGES
from models.records.applications import case_queries
from models.records.applications.case import Case
from models.records.people import participant_queries, person_queries
from models.turns.outcome import Instead, Note, Noted, Outcome, only
from models.turns.turn import Turn
from models.turns.views import Hello, Help

EDITING = frozenset({"telegram"})  # the fronts in which a message that was sent can be changed


def hello(turn: Turn, *, invited: bool = False) -> Outcome:
    """Return the first hello."""
    round_ = turn.call.next_round(turn.at)
    view = Hello(call=turn.call, round=round_, now=turn.at, agreed=turn.speaker.agreed, invited=invited)
    return Outcome(view=view)


def old_button(session: Session, turn: Turn) -> Outcome:  # noqa: ARG001
    """Answer a button that cannot be read, in the words for one that is not theirs."""
    return only(Noted.NOT_THERE)


def unreadable(session: Session, turn: Turn) -> Outcome:  # noqa: ARG001
    """Answer what cannot be read: a voice message, a sticker."""
    return only(Noted.UNREADABLE)


def unknown_command(session: Session, turn: Turn) -> Outcome:  # noqa: ARG001
    """Answer a command that is not known with those that are."""
    return no_such_command(turn)


def help_(turn: Turn) -> Outcome:
    """Return what can be said."""
    can_edit = turn.heard.front in EDITING
    return Outcome(view=Help(call=turn.call, role=turn.speaker.role, can_edit=can_edit))


def no_such_command(turn: Turn) -> Outcome:
    """Return what can be said, to a command that is not there for who speaks."""
    return help_(turn).noting(Note(Noted.NO_SUCH_COMMAND))


def not_understood(turn: Turn) -> Outcome:
    """Return what can be said, to what is not understood."""
    return help_(turn).noting(Note(Noted.NOT_UNDERSTOOD))


def end_aside(session: Session, turn: Turn) -> Turn:
    """Let a side question end when the person does something else: what is typed next answers the checklist again.

    Adding to an answer and rewriting it are no side questions: they wait at their item.
    """
    if turn.heard.is_typed or not turn.speaker.has_aside:
        return turn
    return leave_aside(session, turn)


def ask_aside(session: Session, turn: Turn, what: str) -> None:
    """Let what is typed next answer a side question; how the item behind it is answered stays.

    A page has a field for the words: what its reader types in a chat meanwhile is no answer to it.
    """
    if turn.heard.has_fields:
        return
    person_queries.ask(session, turn.person_id, f"{what} {turn.speaker.asked_behind}".strip())


def leave_aside(session: Session, turn: Turn) -> Turn:
    """Return to what waited behind the side question; a page asked none."""
    if turn.heard.has_fields:
        return turn
    person_queries.ask(session, turn.person_id, turn.speaker.asked_behind)
    return replace(turn, speaker=replace(turn.speaker, asked=turn.speaker.asked_behind))


def keep_going(session: Session, turn: Turn) -> Outcome:  # noqa: ARG001
    """Let it be: nothing changes."""
    return only(Noted.KEPT_GOING)


def set_language(session: Session, turn: Turn, language: str) -> Outcome:
    """Talk another language from now on."""
    if language not in LANGUAGES:
        return only(Noted.NOT_THERE)
    person_queries.change(session, turn.person_id, language=language)
    view = hello(turn).view if not turn.speaker.agreed else None
    return Outcome(view=view, notes=(Note(Noted.LANGUAGE),), language=language)


def own_case(session: Session, turn: Turn, application_id: int | None = None) -> Case:
    """Return the case on which the person works, whatever its stage.

    With `application_id` (from a button) it must be the person's own; "not yours" and "not there" read the same. The
    button of an expired draft works on the draft that carries its answers on.

    Raises:
        Instead: there is none; its outcome says so.
    """
    speaker = turn.speaker
    if not speaker.agreed:
        raise Instead(hello(turn).noting(Note(Noted.AGREE_FIRST)))
    wanted = speaker.application_id if application_id is None else application_id
    if wanted is None:
        raise Instead(hello(turn))
    if wanted != speaker.application_id and not participant_queries.takes_part(session, wanted, speaker.person_id):
        raise Instead(only(Noted.NOT_THERE))
    case = case_queries.load(session, wanted)
    while case.stage is Stage.EXPIRED:
        following = participant_queries.carried_draft(session, case.application_id, speaker.person_id)
        if following is None:
            raise Instead(only(Noted.NOT_THERE))
        case = case_queries.load(session, following)
    return case


def working_case(session: Session, turn: Turn, application_id: int | None = None) -> Case:
    """Return the case that the person can change now, found as `own_case` does.

    Raises:
        Instead: there is none, or its answers are fixed; its outcome says why.
    """
    case = own_case(session, turn, application_id)
    # A draft that is still one after its deadline has no round to go to: it is kept, and so is what is added to it.
    if case.stage is Stage.DRAFT or can_be_changed(session, turn, case):
        return case
    raise Instead(Outcome(view=None, notes=(closed(case),)))


def can_be_changed(session: Session, turn: Turn, case: Case) -> bool:
    """Return whether what was sent can be changed now, or the evaluation of the guidance can be filled in."""
    if case.stage is Stage.GUIDANCE:
        return takes_evaluation(session, case, turn.now)
    return case.stage in {Stage.SUBMITTED, Stage.INFORMATION_REQUESTED} and is_in_time(turn, case)


def takes_evaluation(session: Session, case: Case, now: datetime) -> bool:
    """Return whether the evaluation of a guidance was asked, or would be by now, and was not sent yet."""
    from models.records.guidance import course_queries  # few come as far as the guidance

    if case.stage is not Stage.GUIDANCE or not case.checklist.items:
        return False
    course = course_queries.load(session, case.application_id)
    return course.evaluated is not None or course.is_over(now.astimezone(case.call.zone).date())


def demand_in_time(turn: Turn, case: Case) -> Case:
    """Let only an application be sent whose round is not over.

    Raises:
        Instead: it is, and no other round follows; its outcome says why.
    """
    if not is_in_time(turn, case):
        raise Instead(Outcome(view=None, notes=(closed(case),)))
    return case


def is_in_time(turn: Turn, case: Case) -> bool:
    """Return whether the turn counts for the round of the case, or as a reply to what is asked of it.

    In doubt, for the applicant.
    """
    return turn.heard.moment.is_before(case.reply_by_at or case.round.closes_at)


def closed(case: Case) -> Note:
    """Return why it cannot be sent, or nothing can be changed any more."""
    known = {Stage.DRAFT: Noted.NO_NEXT_ROUND, Stage.WITHDRAWN: Noted.WITHDRAWN, Stage.SUBMITTED: Noted.CLOSED}
    what = known.get(case.stage, Noted.FIXED)  # no word of a decision, which may not be told yet
    return Note(what, {"number": case.number or "", "round": case.round})


def demand_asked(case: Case, item_key: str) -> None:
    """Let only what the agency asks be changed, while it waits for that.

    Raises:
        Instead: the item is another one; its outcome says which are asked.
    """
    note = not_asked(case, item_key)
    if note is not None:
        raise Instead(Outcome(view=None, notes=(note,)))


def not_asked(case: Case, item_key: str) -> Note | None:
    """Return that an item cannot be changed now, because the agency asks others; None when it can."""
    if case.reply_by_at is None or item_key in case.asked_first:
        return None
    numbers = [item.number for item in case.call.checklist.items if item.key in case.asked_first]
    return Note(Noted.NOT_ASKED, {"items": ", ".join(numbers)})
