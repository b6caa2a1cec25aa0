"""What a reply wishes beside answers, by the rules of the chat: to end it, to invite a colleague, to let one in.

Source: ARCHITECTURE.md, Rules: Mail.
"""

from dataclasses import replace
from functools import partial

from sqlmodel import Session

from models.correspondence.desk_result import Rule, outcome_of
from models.correspondence.taken import Result
from models.correspondence.who import Writer
from models.mail_reading import clerk_orders
from models.mail_reading.clerk_orders import Ends
from models.mail_reading.passages import Written
from models.records.applications import carried_queries, case_queries
from models.records.people import participant_queries, person_queries
from models.records.people.reply_token import For
from models.turns import starting, told
from models.turns.items import overview
from models.turns.outcome import Noted, Outcome
from models.turns.people import inviting, joining
from models.turns.rounds import declining
from models.turns.sent import withdrawing
from models.turns.turn import Turn
from models.turns.views import DraftExists, NoRound, WithdrawAsked


def ended(session: Session, turn: Turn, written: Written, writer: Writer, result: Result) -> tuple[Written, bool]:
    """End taking part when that is said first; return what is left of the words, and whether it ended.

    Who fell out says "niet dit jaar" and is taken at the word. Anything else is withdrawn only in reply to the mail
    that asked whether that is certain.
    """
    end = clerk_orders.ends(written)
    application_id = turn.speaker.application_id
    if end is None or application_id is None:
        return written, False
    left = clerk_orders.without_first(written)
    if end is Ends.NOT_THIS_YEAR:
        declined = outcome_of(lambda: declining.decline(session, turn, application_id))
        if _notes(declined, Noted.DECLINED):
            result.tell(declined)
            return left, True
    if end is Ends.SURELY_WITHDRAW and _was_asked(writer, application_id):
        outcome = outcome_of(lambda: withdrawing.withdraw(session, turn, application_id))
    else:
        outcome = _quietly(session, turn, partial(withdrawing.ask_withdraw, session, turn))
    if isinstance(outcome.view, WithdrawAsked):
        result.note("withdraw_asked")
    result.tell(outcome)
    return left, _notes(outcome, Noted.WITHDRAWN)


def _was_asked(writer: Writer, application_id: int) -> bool:
    """Return whether the mail that is answered asked if this application is to be withdrawn for certain."""
    token = writer.token.reply if writer.token is not None else None
    return token is not None and token.use is For.WITHDRAW and token.application_id == application_id


def _notes(outcome: Outcome, what: Noted) -> bool:
    return any(note.what is what for note in outcome.notes)


def begun_again(session: Session, turn: Turn, written: Written, result: Result) -> tuple[Turn, Written]:
    """Begin again with the answers of what ended, when that is said first; return the turn and the words then."""
    if turn.speaker.application_id is None or not clerk_orders.begins_again(written):
        return turn, written
    ended_id = _newest(session, turn.speaker.application_id, turn.person_id)
    if told.stage_told(session, case_queries.load(session, ended_id), turn.now) not in overview.OVER:
        return turn, written
    turn = _about(turn, ended_id)
    outcome = _quietly(session, turn, partial(starting.begin_again, session, turn, ended_id, 1))
    result.tell(outcome)
    if isinstance(outcome.view, NoRound):
        result.note("no_round")
        return turn, written
    left = clerk_orders.without_first(written)
    if isinstance(outcome.view, DraftExists):
        return _asked_to_join(session, turn, outcome.view, result), left
    if _notes(outcome, Noted.JOINED):
        return _where_they_work(session, turn), left
    result.begun = True
    return _about(turn, carried_queries.successor(session, ended_id) or ended_id), left


def _newest(session: Session, application_id: int, person_id: int) -> int:
    """Return the last application that carries one on, of those on which the person works."""
    following = carried_queries.successor(session, application_id)
    while following is not None and participant_queries.takes_part(session, following, person_id):
        application_id, following = following, carried_queries.successor(session, following)
    return application_id


def _asked_to_join(session: Session, turn: Turn, exists: DraftExists, result: Result) -> Turn:
    """Ask the municipality's people to let the writer in; until then their draft holds what else the mail says."""
    turn = _about(turn, exists.case.application_id)
    outcome = outcome_of(lambda: joining.ask_to_join(session, turn, exists.target_id))
    result.tell(outcome)
    return _where_they_work(session, turn) if _notes(outcome, Noted.JOINED) else turn


def _where_they_work(session: Session, turn: Turn) -> Turn:
    there = person_queries.current_application(session, turn.person_id)
    return _about(turn, there) if there is not None else turn


def _about(turn: Turn, application_id: int) -> Turn:
    return replace(turn, speaker=replace(turn.speaker, application_id=application_id, place=None))


def beside(session: Session, turn: Turn, written: Written, writer: Writer, result: Result) -> Written:
    """Invite whom the reply names and let in, or keep out, who asked; return what is left of the words."""
    token = writer.token.reply if writer.token is not None else None
    if token is not None and token.use is For.JOIN:
        written = _joined(session, turn, written, token.about, result)
    asked, written = clerk_orders.invited(written)
    for one in asked:
        invite = partial(inviting.invite, session, turn, one.email, hand_over=one.hand_over)
        outcome = _quietly(session, turn, invite)
        if one.hand_over and _notes(outcome, Noted.INVITED):
            result.note("hand_over_offered")
        else:
            result.tell(outcome)
    return written


def _joined(session: Session, turn: Turn, written: Written, request_id: int, result: Result) -> Written:
    lets_in = clerk_orders.lets_in(written)
    if lets_in is None:
        result.note("join_yes_or_no")
        return written
    result.tell(outcome_of(lambda: joining.answer_request(session, turn, request_id, int(lets_in))))
    return clerk_orders.without_first(written)


def _quietly(session: Session, turn: Turn, rule: Rule) -> Outcome:
    """Apply a rule of the chat; what the chat asked before, and waits for, waits on."""
    asked = person_queries.person(session, turn.person_id).asked
    outcome = outcome_of(rule)
    person_queries.ask(session, turn.person_id, asked)
    return outcome
