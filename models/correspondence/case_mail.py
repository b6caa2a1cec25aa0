"""A mail of somebody who is known: it opens a draft, answers items, brings files, sends, or stops reminders."""

from dataclasses import replace
from datetime import UTC, datetime, time

from sqlmodel import Session

from models.calls.call import Checklist, Kind
from models.calls.stages import LIVE
from models.correspondence import answers_out, case_reply, case_wishes, filling, loose
from models.correspondence.filling import Filling
from models.correspondence.mailed_case import MailedCase
from models.correspondence.proofs import turn_of
from models.correspondence.taken import Came, Ending, Incoming, Result
from models.correspondence.who import Writer
from models.dialogue.conversation import House
from models.mail_reading import wishes
from models.mail_reading.passages import Written
from models.places import mail_domain
from models.places.mail_domain import Fit
from models.records.applications import carried_queries, case_queries
from models.records.applications.case import Case
from models.records.messages import mail_in_queries
from models.records.people import participant_queries, person_queries
from models.records.people.reply_token import For
from models.turns import history, starting
from models.turns.items import choosing
from models.turns.outcome import Instead, Noted, Outcome
from models.turns.reminding import preferring
from models.turns.rounds import closing
from models.turns.turn import Turn
from models.turns.views import NoRound

CHATTER_AFTER = 20  # answers about one application in a day; then only what fills something is answered
NOT_A_COLLEAGUE = "not_a_colleague"  # the note that a mail was meant for another municipality


def take(
    session: Session,
    house: House,
    incoming: Incoming,
    written: Written,
    writer: Writer,
    now: datetime,
    result: Result | None = None,
) -> Ending:
    """Do what the mail says, and answer it; `result` holds what was done already."""
    person_id = writer.person_id or 0
    result = result or Result()
    application_id = _application(session, person_id, writer, now, result)
    turn = _turn(session, house, incoming, person_id, application_id, writer, now)
    if wishes.wants_to_stop(written.lines, incoming.mail.subject):
        preferring.stop(session, turn)
        result.note(Noted.REMINDERS_OFF.value)
        answers_out.answer(session, turn, incoming, result, application_id)
        return Ending(came=Came.STOPPED, person_id=person_id, application_id=application_id, is_answered=True)
    turn, notes = closing.bring_up_to_date(session, turn)
    result.tell(Outcome(view=None, notes=tuple(notes)))
    if NOT_A_COLLEAGUE in result.notes:
        loose.keep_with_writer(session, turn, incoming, wishes.without_small_talk("\n".join(written.lines)), result)
        return _answered(session, turn, incoming, result, application_id)
    written, has_ended = case_wishes.ended(session, turn, written, writer, result)
    if has_ended:
        application_id = turn.speaker.application_id
        _keep_beside(session, turn, incoming, written.lines, result)
        return _answered(session, turn, incoming, result, application_id)
    application_id = _reply(session, turn, incoming, written, writer, result)
    return _answered(session, turn, incoming, result, application_id)


def _reply(
    session: Session, turn: Turn, incoming: Incoming, written: Written, writer: Writer, result: Result
) -> int | None:
    """Do what a reply says; return the application that it was about in the end."""
    if turn.speaker.application_id is not None:
        turn, written = case_wishes.begun_again(session, turn, written, result)
        written = case_wishes.beside(session, turn, written, writer, result)
    try:
        turn, case = _case(session, turn, result)
        filled = Filling(session=session, turn=turn, case=case, mail_id=incoming.row_id, result=result)
        if case.is_evaluating and not _shows_evaluation(writer):
            case_reply.keep_unfilled(filled, incoming, written.lines)
        else:
            case_reply.fill(filled, incoming, written, writer, _asked_in(session, writer, case))
    except Instead as instead:
        result.notes += [note.what.value for note in instead.outcome.notes if note.what.value not in result.notes]
        _keep_beside(session, turn, incoming, written.lines, result)
        return turn.speaker.application_id
    return filled.case.application_id


def _shows_evaluation(writer: Writer) -> bool:
    """Return whether the mail that is answered showed the questions of the evaluation: its numbers begin at 1 again."""
    return writer.token is not None and writer.token.reply.use is For.EVALUATION


def _keep_beside(session: Session, turn: Turn, incoming: Incoming, lines: list[str], result: Result) -> None:
    """Keep what was mailed although nothing can be filled in: beside the case, or beside who writes without one."""
    application_id, text = turn.speaker.application_id, wishes.without_small_talk("\n".join(lines))
    if application_id is not None:
        case = case_queries.load(session, application_id)
        mailed = MailedCase(
            session=session, turn=turn, case=case, mail_id=incoming.row_id, result=result, is_closed=True
        )
        loose.keep_all(mailed, text, incoming.uploads)
        return
    loose.keep_with_writer(session, turn, incoming, text, result)


def _application(session: Session, person_id: int, writer: Writer, now: datetime, result: Result) -> int | None:
    """Return the application that the mail is about: that of the token, once its writer works on it; else their own."""
    named = writer.application_id
    own = person_queries.current_application(session, person_id)
    if named is None:
        return own
    if participant_queries.takes_part(session, named, person_id):
        return _where_it_goes_on(session, named, person_id)
    case = case_queries.load(session, named)
    on = now.astimezone(case.call.zone).date()
    proven = person_queries.proven_mailboxes(session, person_id)
    if case.nis_code is None or all(mail_domain.fits(one, case.nis_code, on) is not Fit.FITS for one in proven):
        result.note(NOT_A_COLLEAGUE)
        return own
    participant_queries.join(session, named, person_id, "colleague", now)
    if own is None:
        person_queries.change(session, person_id, application_id=named)
    result.note(Noted.JOINED.value)
    return named


def _where_it_goes_on(session: Session, application_id: int, person_id: int) -> int:
    """Return the draft that carries on what ended, if the writer works on it: people reply to the letter of the end."""
    following = carried_queries.successor(session, application_id)
    if following is None or not participant_queries.takes_part(session, following, person_id):
        return application_id
    is_live = case_queries.load(session, following).stage in LIVE
    is_over = case_queries.load(session, application_id).stage not in LIVE
    return following if is_live and is_over else application_id


def _turn(
    session: Session,
    house: House,
    incoming: Incoming,
    person_id: int,
    application_id: int | None,
    writer: Writer,
    now: datetime,
) -> Turn:
    speaker = person_queries.writer(session, person_id, application_id)
    if speaker is None:
        raise KeyError(person_id)
    asked_at = datetime.combine(writer.token.signed_on, time(), tzinfo=UTC) if writer.token is not None else None
    return turn_of(house, replace(speaker, asked="", asked_at=asked_at or speaker.asked_at), incoming.received_at, now)


def _case(session: Session, turn: Turn, result: Result) -> tuple[Turn, Case]:
    """Return the case that the mail fills; who has none begins one, with the municipality of the mailbox to confirm.

    Raises:
        Instead: nothing can be changed, or no round is open.
    """
    if turn.speaker.application_id is not None:
        case = filling.open_case(session, turn, turn.speaker.application_id)
        speaker = replace(turn.speaker, application_id=case.application_id)
        return replace(turn, speaker=speaker), case
    outcome = starting.begin(session, turn)
    if isinstance(outcome.view, NoRound):
        result.note("no_round")
        raise Instead(Outcome(view=None, notes=()))
    application_id = person_queries.current_application(session, turn.person_id)
    writes = person_queries.writer(session, turn.person_id, application_id)
    if writes is None or application_id is None:
        raise KeyError(turn.person_id)
    turn = replace(turn, speaker=replace(writes, asked=""))
    result.begun = True
    case = case_queries.load(session, application_id)
    history.record(session, turn, case, "mailbox_proven")
    _propose_town(session, turn, case)
    return turn, case_queries.load(session, application_id)


def _propose_town(session: Session, turn: Turn, case: Case) -> None:
    """Let the municipality of the mailbox wait for a yes: a guess is confirmed, never taken."""
    mailbox = next(iter(person_queries.proven_mailboxes(session, turn.person_id)), "")
    towns = mail_domain.likely_municipalities(mailbox, turn.at.astimezone(case.call.zone).date())
    item = next((one for one in case.call.checklist.items if one.kind is Kind.MUNICIPALITY), None)
    if len(towns) == 1 and item is not None:
        choosing.look_up(session, turn, case, item, towns[0].name)


def _asked_in(session: Session, writer: Writer, case: Case) -> Checklist:
    """Return the checklist whose numbers the mail means: of the version of the call that its token pins."""
    if writer.application_id is None or writer.application_id == case.application_id:
        return case.checklist
    return case_queries.load(session, writer.application_id).call.checklist


def _answered(session: Session, turn: Turn, incoming: Incoming, result: Result, application_id: int | None) -> Ending:
    """Answer a mail, unless it said nothing, or so many were answered today that two machines must be talking."""
    if result.did_something:
        many = application_id is not None and mail_in_queries.answered_lately(session, application_id, turn.now)
        came, is_enough = Came.APPLIED, many >= (answers_out.QUIET_AFTER if result.filled_something else CHATTER_AFTER)
    else:
        is_enough = mail_in_queries.was_answered_lately(session, incoming.mail.sender or "", turn.now)
        came = Came.NOTHING if is_enough else Came.APPLIED
    if not is_enough:
        answers_out.answer(session, turn, incoming, result, application_id)
    return Ending(
        came=came,
        person_id=turn.person_id,
        application_id=application_id,
        is_answered=not is_enough,
        kept_files=frozenset(result.kept_files),
    )
