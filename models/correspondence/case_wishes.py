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
from models.records.applications import case_queries
from models.records.people import person_queries
from models.records.people.reply_token import For
from models.turns import starting, told
from models.turns.items import overview
from models.turns.outcome import Noted, Outcome
from models.turns.people import inviting, joining
from models.turns.rounds import declining
from models.turns.sent import withdrawing
from models.turns.turn import Turn
from models.turns.views import DraftExists, NoRound, WithdrawAsked


def ended(session: Session, turn: Turn, written: Written, result: Result) -> Written | None:
    """End taking part when that is said first; return what is left of the words then, else None.

    Who fell out says "niet dit jaar" and is taken at the word; to withdraw anything else is asked once more.
    """
    end = clerk_orders.ends(written.lines)
    application_id = turn.speaker.application_id
    if end is None or application_id is None:
        return None
    if end is Ends.NOT_THIS_YEAR:
        declined = outcome_of(lambda: declining.decline(session, turn, application_id))
        if any(note.what is Noted.DECLINED for note in declined.notes):
            result.tell(declined)
            return clerk_orders.without_first(written)
    if end is Ends.SURELY_WITHDRAW:
        outcome = outcome_of(lambda: withdrawing.withdraw(session, turn, application_id))
    else:
        outcome = _quietly(session, turn, partial(withdrawing.ask_withdraw, session, turn))
    if isinstance(outcome.view, WithdrawAsked):
        result.note("withdraw_asked")
    result.tell(outcome)
    return clerk_orders.without_first(written)


def begun_again(session: Session, turn: Turn, written: Written, result: Result) -> tuple[Turn, Written]:
    """Begin again with the answers of what ended, when that is said first; return the turn and the words then."""
    ended_id = person_queries.current_application(session, turn.person_id)
    if ended_id is None or not clerk_orders.begins_again(written.lines):
        return turn, written
    if told.stage_told(session, case_queries.load(session, ended_id), turn.now) not in overview.OVER:
        return turn, written
    turn = _about(turn, ended_id)
    outcome = _quietly(session, turn, partial(starting.begin_again, session, turn, ended_id, 1))
    result.tell(outcome)
    if isinstance(outcome.view, NoRound):
        result.note("no_round")
        return turn, written
    if isinstance(outcome.view, DraftExists):
        result.tell(joining.ask_to_join(session, turn, outcome.view.target_id))
    result.begun = True
    fresh_id = person_queries.current_application(session, turn.person_id)
    return _about(turn, fresh_id or ended_id), clerk_orders.without_first(written)


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
        result.tell(_quietly(session, turn, invite))
    return written


def _joined(session: Session, turn: Turn, written: Written, request_id: int, result: Result) -> Written:
    agrees = clerk_orders.agrees(written.lines)
    if agrees is None:
        result.note("join_yes_or_no")
        return written
    result.tell(outcome_of(lambda: joining.answer_request(session, turn, request_id, int(agrees))))
    return clerk_orders.without_first(written)


def _quietly(session: Session, turn: Turn, rule: Rule) -> Outcome:
    """Apply a rule of the chat; what the chat asked before, and waits for, waits on."""
    asked = person_queries.person(session, turn.person_id).asked
    outcome = outcome_of(rule)
    person_queries.ask(session, turn.person_id, asked)
    return outcome
