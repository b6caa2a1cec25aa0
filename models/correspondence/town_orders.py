"""What an officer orders by mail about one municipality, done by the rules of the chat."""

from sqlmodel import Session

from models.correspondence.desk_result import DeskResult, Rule, outcome_of, was_refused
from models.desk.province import claiming, nudging
from models.desk.province.claiming import MOST_REST
from models.desk.province.views import DeclineAsked, NudgeDraft
from models.mail_reading.orders import Order, What
from models.places.municipality import Municipality
from models.records.desk.follow_up import OUTCOMES
from models.records.people.reply_token import For, of_officer
from models.turns.outcome import Note, Noted, Outcome
from models.turns.turn import Turn

_ENDS = {What.ANSWERED: "answered", What.NEXT_ROUND: "next_round", What.DECLINES: "declines"}


class TownOrders:
    """The orders about one municipality, in the order in which they were written."""

    def __init__(self, session: Session, turn: Turn, result: DeskResult, town: Municipality) -> None:
        self.session = session
        self.turn = turn
        self.result = result
        self.town = town

    def do(self, order: Order) -> None:
        """Do one thing and say what came of it."""
        if order.what is What.REST and not 0 < order.days <= MOST_REST:
            self.result.say("no_such_rest", town=self.town.name, count=MOST_REST)
            return
        outcome = outcome_of(self._rule(order))
        if isinstance(outcome.view, DeclineAsked):
            outcome = self._declined(has_draft=outcome.view.has_draft)
        if isinstance(outcome.view, NudgeDraft):
            self.result.reply = of_officer(For.NUDGE, self.turn.person_id, outcome.view.nudge_id)
            self.result.say("nudge_ready", town=self.town.name)
        self._tell(_named(outcome, order))

    def note(self, text: str) -> bool:
        """Keep a note; return whether it is kept."""
        aside = f"{claiming.NOTE_ASIDE}{self.town.nis_code}"
        outcome = outcome_of(lambda: claiming.take_note(self.session, self.turn, aside, text))
        self._tell(outcome)
        return not was_refused(outcome)

    def _tell(self, outcome: Outcome) -> None:
        if any(note.what is Noted.NOT_THERE for note in outcome.notes):
            self.result.say("not_yours", town=self.town.name)
        else:
            self.result.tell(outcome, town=self.town.name)

    def _rule(self, order: Order) -> Rule:
        session, turn, code = self.session, self.turn, self.town.nis_code
        rules: dict[What, Rule] = {
            What.CLAIM: lambda: claiming.claim(session, turn, code),
            What.RELEASE: lambda: claiming.release(session, turn, code),
            What.REST: lambda: claiming.snooze(session, turn, code, order.days),
            What.WAKE: lambda: claiming.snooze(session, turn, code, 0),
            What.NUDGE: lambda: nudging.begin(session, turn, code),
            What.SURELY_DECLINES: lambda: claiming.end_declined(session, turn, code),
            What.REOPEN: lambda: claiming.reopen(session, turn, code),
        }
        end = _ENDS.get(order.what)
        return rules[order.what] if end is None else lambda: claiming.end(session, turn, code, OUTCOMES.index(end))

    def _declined(self, *, has_draft: bool) -> Outcome:
        """Ask once more when a draft would end with it; else nothing is lost by taking it at its word."""
        if has_draft:
            self.result.say("surely", town=self.town.name)
            return Outcome(view=None)
        return outcome_of(lambda: claiming.end_declined(self.session, self.turn, self.town.nis_code))


def _named(outcome: Outcome, order: Order) -> Outcome:
    """Return an outcome that says of an order what nothing else says: that a municipality is followed again."""
    if order.what is What.REOPEN and not outcome.notes:
        return outcome.noting(Note(Noted.CLAIMED, {"town": ""}))
    return outcome
