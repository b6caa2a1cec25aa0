"""How a person is reminded: what they chose and how they change it, in chat and by a link of a mail alike."""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlmodel import Session

from models.calls.call import Call
from models.calls.round import Round
from models.calls.stages import Stage
from models.records.applications import case_queries
from models.records.people import person_queries, preference_queries
from models.records.people.preference_queries import Kept
from models.records.people.signed_link import Holder, HolderKind

WAYS = ("mail", "chat", "off")
MOMENTS = ("all", "last")  # all of them, or only those of the last week
NO_SNOOZE = "none"
# How long there is nothing: whole days from today, or up to so many days before the last day.
DAYS_OF_REST = {"week": 7, "weeks": 14}
DAYS_BEFORE = {"before7": 7, "before3": 3}
SNOOZES = (*DAYS_OF_REST, *DAYS_BEFORE, NO_SNOOZE)


class NotAChoice(ValueError):
    """What was chosen is none of the choices, or not one any more."""


class NobodyThere(LookupError):
    """There is no such person, or no such line of a list, any more."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a person chose, and between what they can choose now."""

    language: str
    way: str  # one of WAYS
    moments: str  # one of MOMENTS
    snoozed_until_at: datetime | None  # None also when it is over
    mailbox: str | None  # None: until one is proven they are reminded in chat
    round: Round | None  # whose deadline it is about; None when there is none
    snoozes: tuple[str, ...]  # of SNOOZES

    @property
    def is_on(self) -> bool:
        """Return whether the person is reminded at all."""
        return self.way != "off"

    @property
    def rests_too_long(self) -> bool:
        """Return whether the deadline passes before the next reminder."""
        return bool(self.snoozed_until_at and self.round and self.snoozed_until_at >= self.round.closes_at)


def chosen(session: Session, person_id: int, call: Call, now: datetime) -> Choice:
    """Return how a person is reminded; `call` is the one that takes new applications.

    Raises:
        NobodyThere: there is no such person.
    """
    kept = _kept(session, person_id)
    round_ = _round(session, kept, call, now)
    proven = person_queries.proven_mailboxes(session, person_id)
    until = kept.snoozed_until_at
    resting = until if until is not None and until > now else None
    offered = [snooze for snooze in SNOOZES[:-1] if (_until(snooze, call, round_, now) or now) > now]
    return Choice(
        language=kept.language,
        way=kept.way,
        moments=kept.moments,
        snoozed_until_at=resting,
        mailbox=proven[0] if proven else None,
        round=round_,
        snoozes=(*offered, NO_SNOOZE) if resting else tuple(offered),
    )


def change(
    session: Session, person_id: int, call: Call, now: datetime, *, way: str = "", moments: str = "", snooze: str = ""
) -> Choice:
    """Change what is given, leave what is "", and return what holds from now on.

    Raises:
        NotAChoice: one of them cannot be chosen; nothing was changed.
        NobodyThere: there is no such person.
    """
    was_on = _kept(session, person_id).way != "off"
    values: dict[str, object] = {}
    if way:
        values |= {"reminders": _one_of(way, WAYS)} | ({"snoozed_until_at": None} if way == "off" else {})
    if moments:
        values["reminder_moments"] = _one_of(moments, MOMENTS)
    if snooze and way != "off":
        values["snoozed_until_at"] = _snoozed_until(session, person_id, call, now, _one_of(snooze, SNOOZES))
    if values:
        person_queries.change(session, person_id, **values)
    if way == "off" or (way and not was_on):  # to go from mail to chat lets no list write again
        _take_along_the_lists(session, person_id, now, stops=way == "off")
    return chosen(session, person_id, call, now)


def stop(session: Session, holder: Holder, now: datetime) -> str:
    """Send the holder of a link no more reminders; return their language.

    Whoever stops from a list is not written to at that mailbox for any other reason either.

    Raises:
        NobodyThere: they are not there any more.
    """
    if holder.kind is HolderKind.PERSON:
        kept = _kept(session, holder.row_id)
        person_queries.change(session, holder.row_id, reminders="off", snoozed_until_at=None)
        _take_along_the_lists(session, holder.row_id, now, stops=True)
        return kept.language
    line = _line(session, holder)
    preference_queries.stop_interest(session, [line.email], now)
    preference_queries.stop_mails_to(session, line.email)
    return line.language


def start_list(session: Session, holder: Holder) -> str:
    """Let the lists write to the holder's mailbox again; return their language.

    Raises:
        NobodyThere: the line is not there any more.
    """
    line = _line(session, holder)
    preference_queries.start_interest(session, [line.email])
    return line.language


def language_of(session: Session, holder: Holder) -> str:
    """Return the language of the holder of a link.

    Raises:
        NobodyThere: they are not there any more.
    """
    if holder.kind is HolderKind.PERSON:
        return _kept(session, holder.row_id).language
    return _line(session, holder).language


def is_list_stopped(session: Session, holder: Holder) -> bool:
    """Return whether the lists leave the holder's mailbox alone.

    Raises:
        NobodyThere: the line is not there any more.
    """
    return _line(session, holder).is_stopped


def _kept(session: Session, person_id: int) -> Kept:
    kept = preference_queries.kept(session, person_id)
    if kept is None:
        raise NobodyThere
    return kept


def _line(session: Session, holder: Holder) -> preference_queries.InterestLine:
    line = preference_queries.interest_line(session, holder.row_id)
    if line is None:
        raise NobodyThere
    return line


def _one_of(said: str, choices: tuple[str, ...]) -> str:
    if said not in choices:
        raise NotAChoice(said)
    return said


def _round(session: Session, kept: Kept, call: Call, now: datetime) -> Round | None:
    """Return the round that the person works for, else the one that new applications go to."""
    if kept.application_id is not None:
        case = case_queries.load(session, kept.application_id)
        if case.stage is Stage.DRAFT and now < case.round.closes_at:
            return case.round
    return call.next_round(now)


def _snoozed_until(session: Session, person_id: int, call: Call, now: datetime, snooze: str) -> datetime | None:
    if snooze == NO_SNOOZE:
        return None
    until = _until(snooze, call, _round(session, _kept(session, person_id), call, now), now)
    if until is None or until <= now:
        raise NotAChoice(snooze)
    return until


def _until(snooze: str, call: Call, round_: Round | None, now: datetime) -> datetime | None:
    """Return the beginning of the first day on which there are reminders again; None without a round to count from."""
    if snooze in DAYS_OF_REST:
        day = now.astimezone(call.zone).date() + timedelta(days=DAYS_OF_REST[snooze])
    elif round_ is not None:
        day = round_.last_day - timedelta(days=DAYS_BEFORE[snooze])
    else:
        return None
    return datetime.combine(day, time(), tzinfo=call.zone)


def _take_along_the_lists(session: Session, person_id: int, now: datetime, *, stops: bool) -> None:
    """Let what a person chose hold for the lists on which their mailboxes stand as well."""
    emails = person_queries.proven_mailboxes(session, person_id)
    if stops:
        preference_queries.stop_interest(session, emails, now)
    else:
        preference_queries.start_interest(session, emails)
