"""A mail of an officer: what they reply to a list, a question, a mailbox or a letter is done by the rules of the chat.

The token says what it is about, a proven mailbox who writes, and the role as it is now what they may do.

Source: ARCHITECTURE.md, Rules: Mail.
"""

from dataclasses import replace
from datetime import datetime

from sqlmodel import Session

from models.correspondence import answers_out
from models.correspondence.desk_result import DeskResult, outcome_of, was_refused
from models.correspondence.own_towns import OwnTowns
from models.correspondence.proofs import turn_of
from models.correspondence.taken import Came, Ending, Incoming
from models.correspondence.town_orders import TownOrders
from models.correspondence.who import Writer
from models.desk import rights
from models.desk.province import foreign_mailboxes, nudging, questions
from models.desk.province.views import Answered, NudgeDraft
from models.desk.rights import Right
from models.dialogue.conversation import House
from models.language.clean_text import clean, folded
from models.mail_reading import by_name, orders, passages, wishes
from models.places.municipality import Municipality, all_municipalities
from models.records.messages import loose_queries, mail_in_queries
from models.records.messages.mail_in import LooseText
from models.records.people import person_queries
from models.records.people.reply_token import For, Reply, of_officer, town_of
from models.turns.outcome import Outcome
from models.turns.reminding import preferring
from models.turns.turn import Turn

MOST_NAMES = 3  # words of a signature
_YES = frozenset({"ja", "bevestig", "bevestigen", "bevestigd", "klopt", "ok", "oke", "yes", "confirm", "confirmed"})
_NO = ("weigeren", "weiger", "geweigerd", "refuse", "neen", "nee", "no")


def take(session: Session, house: House, incoming: Incoming, writer: Writer, now: datetime) -> Ending:
    """Do what the mail says, and answer it."""
    person_id = writer.person_id or 0
    speaker = person_queries.writer(session, person_id, None)
    if speaker is None or writer.token is None:
        raise KeyError(person_id)
    turn = turn_of(house, replace(speaker, asked=""), incoming.received_at, now)
    reply = replace(writer.token.reply, person_id=person_id)
    result = DeskResult(reply=reply)
    if turn.speaker.role is None:
        result.say("no_officer")
    else:
        _Mail(session, turn, incoming, result).take(reply)
        person_queries.ask(session, person_id, speaker.asked)  # what waits in chat waits on
    many = mail_in_queries.answered_to(session, incoming.mail.sender or "", now)
    if many < answers_out.QUIET_AFTER:
        answers_out.answer_officer(session, turn, incoming, result)
    return Ending(came=Came.APPLIED, person_id=person_id, is_answered=many < answers_out.QUIET_AFTER)


def ask_again(session: Session, house: House, incoming: Incoming, old: Reply, now: datetime) -> Ending:
    """Do nothing of what answers a letter of long ago, and show it again: a reply to this answer counts."""
    speaker = person_queries.writer(session, old.person_id, None)
    if speaker is None:
        raise KeyError(old.person_id)
    turn = turn_of(house, replace(speaker, asked=""), incoming.received_at, now)
    result = DeskResult(reply=old)
    result.say("no_officer" if speaker.role is None else "too_old")
    if speaker.role is not None:
        _Mail(session, turn, incoming, result).keep_all()
    many = mail_in_queries.answered_to(session, incoming.mail.sender or "", now)
    if many < answers_out.QUIET_AFTER:
        answers_out.answer_officer(session, turn, incoming, result)
    return Ending(came=Came.APPLIED, person_id=old.person_id, is_answered=many < answers_out.QUIET_AFTER)


def tell_of_forgery(session: Session, house: House, incoming: Incoming, reply: Reply, now: datetime) -> None:
    """Tell an officer, once a day and at the own mailbox, that somebody wrote in their name; nothing happened."""
    speaker = person_queries.writer(session, reply.person_id, None)
    mailbox = next(iter(person_queries.proven_mailboxes(session, reply.person_id)), "")
    if speaker is None or speaker.role is None or not mailbox:
        return
    result = DeskResult(reply=reply)
    result.say("forged", email=mailbox)
    answers_out.warn_officer(session, turn_of(house, speaker, now, now), incoming, result, mailbox)


class _Mail:
    """One mail of somebody who is an officer now."""

    def __init__(self, session: Session, turn: Turn, incoming: Incoming, result: DeskResult) -> None:
        self.session = session
        self.turn = turn
        self.result = result
        self._incoming = incoming

    def take(self, reply: Reply) -> None:
        """Do what the mail says about what it replies to."""
        if self._incoming.uploads or self._incoming.refused:
            self.result.say("files_not_kept")
        match reply.use:
            case For.TOWN:
                self._of_town(town_of(reply))
            case For.QUESTION:
                self._answer(reply.about)
            case For.MAILBOX:
                self._mailbox(reply.about)
            case For.NUDGE:
                self._nudge(reply.about)
            case _:
                self._list()

    def keep_all(self) -> None:
        """Keep what was written, so that the answer shows it again."""
        if self._incoming.uploads or self._incoming.refused:
            self.result.say("files_not_kept")
        self._keep(wishes.without_small_talk(self._words()))

    def _lines(self) -> list[str]:
        found = passages.written(self._incoming.mail.text)
        return self._unsigned(found.lines)

    def _unsigned(self, lines: list[str]) -> list[str]:
        """Return lines without the name below them: it would be a note of one word."""
        own = set(folded(self.turn.speaker.name or "").split())
        last = set(folded(lines[-1]).split()) if len(lines) > 1 else set()
        return lines[:-1] if last and last & own and len(last) <= MOST_NAMES else lines

    def _words(self) -> str:
        return clean("\n".join(self._lines()))

    def _of_town(self, code: str) -> None:
        said = orders.read(self._lines())
        town = all_municipalities().get(code)
        if town is None or not (said.orders or said.note):
            self.result.say("nothing_said")
            return
        self._follow(town, said)

    def _follow(self, town: Municipality, said: orders.Said) -> None:
        following = TownOrders(self.session, self.turn, self.result, town)
        for order in said.orders:
            following.do(order)
        if said.note and not following.note(said.note):
            self._keep(said.note)

    def _list(self) -> None:
        """Do what is said of the municipalities of a weekly list, each named."""
        lines = self._lines()
        if wishes.wants_to_stop(lines, self._incoming.mail.subject):
            preferring.stop(self.session, self.turn)
            self.result.say("reminders_off")
            return
        if not rights.has(self.turn, Right.NUDGE):
            self.result.say("list_in_chat")
            self._keep(self._words())
            return
        own = OwnTowns(self.turn)
        found = by_name.by_name(passages.written(self._incoming.mail.text, own.is_row), own.known)
        for code, said in found.said.items():
            self._follow(all_municipalities()[code], orders.read(said))
        left = wishes.without_small_talk("\n".join(found.loose))
        if left:
            self.result.say("whose_line")
            self._keep(left)
        elif not found.said:
            self.result.say("nothing_said")

    def _answer(self, question_id: int) -> None:
        """Send the words to who asked; they are the answer as they stand."""
        words = self._words()
        if not wishes.without_small_talk(words):
            self.result.say("nothing_said")
            return
        outcome = outcome_of(
            lambda: questions.take_reply(self.session, self.turn, f"{questions.ASIDE}{question_id}", words)
        )
        if isinstance(outcome.view, Answered):
            self.result.say("answered", asker=outcome.view.asker)
        self._said_again(outcome, words)

    def _mailbox(self, mailbox_id: int) -> None:
        words = wishes.without_small_talk(self._words())
        first, _, rest = words.partition("\n")
        word, _, reason = first.partition(":")
        if folded(first) in _YES:
            self._said_again(outcome_of(lambda: foreign_mailboxes.confirm(self.session, self.turn, mailbox_id)), "")
        elif folded(word) in _NO:
            reason = clean(f"{reason}\n{rest}")
            self._refuse(mailbox_id, reason)
        else:
            self.result.say("yes_or_no")
            self._keep(words)

    def _refuse(self, mailbox_id: int, reason: str) -> None:
        if not reason:
            self.result.say("why")
            return
        aside = f"{foreign_mailboxes.ASIDE}{mailbox_id}"
        outcome = outcome_of(lambda: foreign_mailboxes.take_reason(self.session, self.turn, aside, reason))
        self._said_again(outcome, reason)

    def _nudge(self, nudge_id: int) -> None:
        """Send the letter that was shown, or let the words be its text and show it again."""
        words = wishes.without_small_talk(self._words())
        if not words:
            self.result.say("nothing_said")
            return
        outcome = outcome_of(lambda: nudging.rewrite(self.session, self.turn, f"{nudging.ASIDE}{nudge_id}", words))
        if isinstance(outcome.view, NudgeDraft):
            self.result.reply = of_officer(For.NUDGE, self.turn.person_id, outcome.view.nudge_id)
            self.result.say("nudge_ready", town=outcome.view.town.name)
        self._said_again(outcome, words if folded(words) not in nudging.SEND else "")

    def _said_again(self, outcome: Outcome, words: str) -> None:
        self.result.tell(outcome)
        if words and was_refused(outcome):
            self._keep(words)

    def _keep(self, words: str) -> None:
        """Keep words that led to nothing, so that the answer shows them again."""
        if not words:
            return
        row = LooseText(
            person_id=self.turn.person_id, mail_id=self._incoming.row_id, text=words, created_at=self.turn.now
        )
        self.result.loose.append(loose_queries.add(self.session, row))
