"""Who is told what fell due: a part of the people in one transaction, each human once."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from datetime import datetime

from sqlmodel import Session

from models.records.messages import outbox_queries
from models.records.messages.outbox_queries import Addressee, Message
from models.records.reminding import candidate_queries
from models.records.reminding.planning import Candidate, Closing
from reminders.due import Deadline, Kind, Owed, occasions, owed


@dataclass(frozen=True, slots=True, kw_only=True)
class Owing:
    """What fell due before one deadline: for who has begun, and for who only showed interest."""

    closing: Closing
    to_begun: Owed | None
    to_interested: Owed | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Whom a part was for."""

    planned: int = 0
    reached: frozenset[str] = frozenset()  # people and mailboxes: who comes again under one of these is the same human
    without_way: tuple[int, ...] = ()  # people who cannot be reached
    last_id: int | None = None  # of a list: behind which the next part begins; None when it is done


def owing(closing: Closing, since: datetime, until: datetime) -> Owing | None:
    """Return what fell due before a deadline in (since, until], or None when nothing did."""
    round_, rule = closing.round, closing.call.reminders
    deadline = Deadline(opens_at=round_.opens_at, closes_at=round_.closes_at, zone=closing.call.zone)
    begun = occasions(deadline, rule, rule.days_before)
    interested = occasions(deadline, rule, rule.interest_days_before, with_last_calls=False)
    found = Owing(
        closing=closing,
        to_begun=owed(begun, deadline, rule, since, until),
        to_interested=owed(interested, deadline, rule, since, until),
    )
    return found if found.to_begun or found.to_interested else None


def tell_people(
    session: Session, owings: Sequence[Owing], behind_id: int, up_to_id: int, known: AbstractSet[str], now: datetime
) -> Told:
    """Write the reminders of the people (behind, up to] into the outbox, once for each human not `known` yet."""
    wanted: list[tuple[Candidate, Owing, Owed]] = []
    for one in owings:
        at = max(each.send_at for each in (one.to_begun, one.to_interested) if each)
        for person in candidate_queries.candidates(session, one.closing, behind_id, up_to_id, at):
            due = one.to_begun if person.has_begun else one.to_interested
            if due is not None and (due.occasion.is_of_last_week or not person.only_last_week):
                wanted.append((person, one, due))
    wanted.sort(key=lambda each: not each[0].has_begun)  # who has begun one draft is not asked to begin another
    posts = _Posts()
    reached: set[str] = set()
    without_way: set[int] = set()
    for person, one, due in wanted:
        human = (f"p{person.person_id}", *person.mailboxes)
        if not (known.isdisjoint(human) and reached.isdisjoint(human)):
            continue
        way = person.way
        if way is None:
            without_way.add(person.person_id)
            continue
        reached.update(human)
        what = "fell_out" if person.fell_out else "draft" if person.has_begun else "interest"
        posts.add(what, one.closing, due, human[0], way, person.language, person_id=person.person_id)
    posts.write(session, now)
    return Told(planned=posts.count, reached=frozenset(reached), without_way=tuple(sorted(without_way)))


def tell_list(session: Session, one: Owing, behind_id: int, most: int, known: AbstractSet[str], now: datetime) -> Told:
    """Write the reminders of who showed interest into the outbox: `most` of the list at a time, each mailbox once."""
    due = one.to_interested
    if due is None:
        return Told()
    found = candidate_queries.interested(session, one.closing, behind_id, most)
    first = {each.email: each for each in reversed(found) if each.email not in known}
    posts = _Posts()
    for email, each in first.items():
        who = f"i{each.interest_id}"
        posts.add("interest", one.closing, due, who, ("mail", email), each.language, ref_id=each.interest_id)
    posts.write(session, now)
    last_id = found[-1].interest_id if len(found) == most else None
    return Told(planned=len(first), reached=frozenset(first), last_id=last_id)


@dataclass(slots=True)
class _Posts:
    """Messages to write, those that are alike together."""

    alike: dict[tuple[str, int], tuple[Message, str, list[Addressee]]] = field(default_factory=dict)
    count: int = 0

    def add(
        self,
        what: str,
        closing: Closing,
        due: Owed,
        who: str,
        way: tuple[str, str],
        language: str,
        *,
        person_id: int | None = None,
        ref_id: int | None = None,
    ) -> None:
        """Add one to somebody: its key is named after the day of the occasion, so planning it again changes nothing."""
        found = self.alike.get((what, id(due)))
        if found is None:
            turn = f":{due.occasion.turn + 1}" if due.occasion.turn else ""
            found = self.alike[what, id(due)] = (_like(what, closing, due), f"{due.occasion.on}{turn}", [])
        found[2].append(Addressee(f"reminder:{who}:{found[1]}", *way, language, person_id, ref_id))
        self.count += 1

    def write(self, session: Session, now: datetime) -> None:
        """Write them into the outbox."""
        for like, _, each in self.alike.values():
            outbox_queries.post_alike(session, like, each, now)


def _like(what: str, closing: Closing, due: Owed) -> Message:
    """Return what all messages of an occasion have in common."""
    kinds = [what, "last_call"] if due.occasion.kind is Kind.LAST_CALL else [what]
    return Message(
        key="",
        kind="interest" if what == "interest" else "reminder",
        way="",
        address="",
        language="",
        payload={"kinds": kinds, "days": due.occasion.days_before},
        due_at=due.send_at,
        last_at=closing.round.closes_at,
    )
