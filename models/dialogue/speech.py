"""What a typed text means: a code, the answer to a side question, or the answer to the item that is asked."""

from collections.abc import Callable, Mapping

from sqlmodel import Session

from models.answers import checklist, kinds
from models.calls.stages import Stage
from models.desk.officers import entrance
from models.dialogue import typed_buttons
from models.language.clean_text import clean
from models.records.applications.case import Case
from models.turns import asking, opening
from models.turns.items import answering, choosing, overview, walking
from models.turns.outcome import Instead, Note, Noted, Outcome
from models.turns.people import beside, inviting, joining, own_data, proof, proving, sharing
from models.turns.reminding import planning
from models.turns.sent import sending, submitting, withdrawing
from models.turns.turn import Turn, of_a_case
from models.turns.views import AskedFor

Confirmed = Callable[[Session, Turn, int], Outcome]
# By how the question begins whether a person is sure: what a yes does.
ARE_YOU_SURE: Mapping[str, Confirmed] = {withdrawing.ASIDE: withdrawing.withdraw, sharing.ASIDE: sharing.leave}
AGREEING = frozenset(
    {"ja", "ok", "oke", "akkoord", "yes", "i agree", "agree", "start", "beginnen", "akkoord, beginnen"}
    | {"aanvaarden", "akkoord, aanvaarden", "accept", "i agree, accept"}
)


@of_a_case
def hear(session: Session, turn: Turn, said: str) -> Outcome:
    """Take a typed text for what it is; never met with silence, and it never loses the place."""
    said = clean(said)
    invited = entrance.typed_token(session, turn, said)
    if invited is not None:
        return invited
    if not turn.speaker.agreed:
        return _before_agreement(session, turn, said)
    proof_or_replay = _code(session, turn, said)
    if proof_or_replay is not None:
        return proof_or_replay
    of_the_desk = _at_the_desk(session, turn, said)
    if of_the_desk is not None:
        return of_the_desk
    if turn.speaker.has_aside:
        return _aside(session, turn, turn.speaker.aside, said)
    return _answer(session, turn, said)


def _code(session: Session, turn: Turn, said: str) -> Outcome | None:
    """Take a text for the code that was mailed, when it can be one; the same code once more is no answer either."""
    code = proving.code_in(said)
    if code is None:
        return None
    if proving.waits_for_code(session, turn) or proving.was_mailed(session, turn, code):
        return proof.take_code(session, turn, code)
    email = proving.used_for(session, turn, code)
    if email is None:
        return None
    return overview.standing(session, turn).noting(Note(Noted.MAILBOX_PROVEN, {"email": email}))


def _at_the_desk(session: Session, turn: Turn, said: str) -> Outcome | None:
    """Take a text as the words for which the desk waits, or as the wish to leave it; None when it waits for none."""
    if not entrance.waits(turn):
        return None
    if typed_buttons.is_back(said):
        return entrance.standing(session, opening.leave_aside(session, turn))
    return entrance.take_words(session, turn, said)


def _before_agreement(session: Session, turn: Turn, said: str) -> Outcome:
    if said.strip(" .!").casefold() in AGREEING:
        return entrance.agree(session, turn)
    return opening.hello(turn).noting(Note(Noted.AGREE_FIRST))


def _under_the_summary(session: Session, turn: Turn, summary: str, said: str) -> Outcome:
    """Take a yes for the press of the summary's button; anything else is what it was without the summary."""
    if typed_buttons.wants_to_submit(said, confirms=True):
        return sending.confirm(session, turn, summary)
    return _answer(session, opening.leave_aside(session, turn), said)


def _under_the_offer(session: Session, turn: Turn, offer: str, said: str) -> Outcome:
    """Take a yes for the press of the offer's button; anything else is what it was without the offer."""
    turn = opening.leave_aside(session, turn)
    if typed_buttons.wants_to_join(said, confirms=True):
        return joining.ask_to_join(session, turn, int(offer.removeprefix(beside.OFFER)))
    return _answer(session, turn, said)


def _aside(session: Session, turn: Turn, aside: str, said: str) -> Outcome:
    """Take a text as the answer to a side question, or as the wish to leave it."""
    if typed_buttons.wants_back(said):
        return overview.standing(session, opening.leave_aside(session, turn))
    loose = LOOSE_ASIDES.get(aside)
    if loose is not None:
        return loose(session, turn, said)
    sure = next((work for begin, work in ARE_YOU_SURE.items() if aside.startswith(begin)), None)
    if sure is not None:
        return _sure(session, turn, sure, int(aside.rpartition("-")[2]), said)
    if aside.startswith(submitting.SUMMARY):
        return _under_the_summary(session, turn, aside, said)
    if aside.startswith(beside.OFFER):
        return _under_the_offer(session, turn, aside, said)
    return _side_question(session, turn, aside, said)


def _under_the_erasing(session: Session, turn: Turn, said: str) -> Outcome:
    """Take the words of the button that erases; a no, and anything else, leaves the question."""
    taken = own_data.typed(session, turn, said)
    if taken is not None:
        return taken
    turn = opening.leave_aside(session, turn)
    return opening.keep_going(session, turn) if typed_buttons.says_no(said) else _answer(session, turn, said)


def _sure(session: Session, turn: Turn, work: Confirmed, application_id: int, said: str) -> Outcome:
    """Take a yes or a no for the button of the question whether the person is sure; anything else leaves it."""
    turn = opening.leave_aside(session, turn)
    if typed_buttons.says_yes(said):
        return work(session, turn, application_id)
    return opening.keep_going(session, turn) if typed_buttons.says_no(said) else _answer(session, turn, said)


def _side_question(session: Session, turn: Turn, aside: str, said: str) -> Outcome:
    if aside == "question":
        return asking.take_typed(session, turn, said)
    if aside in planning.ASIDES:
        return planning.take(session, turn, aside, said)
    if aside in {"invite", "hand_over"}:
        return inviting.invite(session, turn, said, hand_over=aside == "hand_over")
    return _mailbox(session, turn, said)


def _mailbox(session: Session, turn: Turn, said: str) -> Outcome:
    """Take a text as the mailbox that was asked for, and mail a code to it."""
    email = kinds.read_email(said)
    if email is None:
        return Outcome(view=AskedFor(what="mailbox"), notes=(Note(Noted.NOT_A_MAILBOX, {"said": said[:80]}),))
    opening.leave_aside(session, turn)
    return Outcome(view=None, notes=(proving.ask_code(session, turn, email),))


def _answer(session: Session, turn: Turn, said: str) -> Outcome:
    if entrance.is_only_officer(turn):
        return entrance.typed(session, turn, said)
    case = _case_to_answer_in(session, turn)
    item = case.item(turn.speaker.place)
    if item is None or not checklist.is_asked(item, case.checklist, case.answers):
        item = case.next_item()
    if typed_buttons.wants_to_submit(said, confirms=item is None):
        return sending.prepare(session, turn)
    nothing_asked = _nothing_asked(turn, case)
    if nothing_asked:
        return overview.status(session, turn).noting(Note(Noted.NOT_UNDERSTOOD))
    if item is None:
        return walking.complete(session, turn, case).noting(Note(Noted.NOT_UNDERSTOOD))
    if asking.asks_known_question(case.call, said):
        return asking.take_question(session, turn, said)
    joined = _asked_to_join(session, turn, case, said)
    planned = joined or planning.typed_at(session, turn, case, item, said)
    pressed = planned or typed_buttons.press(session, turn, case, item, said)
    return pressed or answering.answer_item(session, turn, case, item, said)


def _case_to_answer_in(session: Session, turn: Turn) -> Case:
    """Return the case that takes answers now.

    Raises:
        Instead: there is none; its outcome says why, and that what was typed is not there.
    """
    try:
        return opening.working_case(session, turn)
    except Instead as instead:
        raise Instead(instead.outcome.noting(Note(Noted.NOT_SAVED))) from instead


def _nothing_asked(turn: Turn, case: Case) -> bool:
    """Return whether no item waits for what is typed: it was sent, or the evaluation was not begun."""
    if case.stage is Stage.GUIDANCE:
        return case.item(turn.speaker.place) is None
    return case.stage is Stage.SUBMITTED and turn.speaker.place is None


def _asked_to_join(session: Session, turn: Turn, case: Case, said: str) -> Outcome | None:
    """Do what the button of an offer does whose words were typed at a question; None when there is nothing to join."""
    if not typed_buttons.wants_to_join(said, confirms=False):
        return None
    target_id = beside.of_the_town(session, [turn.person_id], case, turn.at)
    return joining.ask_to_join(session, turn, target_id) if target_id is not None else None


# What becomes of a text under a side question that may be left by saying anything else.
LOOSE_ASIDES: Mapping[str, Callable[[Session, Turn, str], Outcome]] = {
    choosing.ASIDE: _answer,
    own_data.ASIDE: _under_the_erasing,
}
