"""What the end of a round does by itself, to everybody, a few applications at a time.

A draft goes to the next round, as it does for who speaks too late; without a next round it stays, and its people are
told once. What was sent stands; who changed something after that is told that the change was not sent.

Source: ARCHITECTURE.md, Rules: Closing.
"""

from datetime import datetime

from sqlmodel import Session

from models.calls.stages import Stage
from models.language import quiet_hours
from models.records.applications import (
    case_queries,
    closing_queries,
    deadline_queries,
    extension_queries,
    submission_queries,
)
from models.records.applications.case import Case
from models.records.applications.closing_queries import Lot
from models.turns import history, telling
from models.turns.act import Act, BySystem
from models.turns.rounds import carrying
from models.turns.sent import submitting
from models.turns.telling import News

AT_ONCE = 5  # applications in one transaction (some 50 ms): a turn waits no longer than that


def lots(session: Session, now: datetime) -> tuple[Lot, ...]:
    """Return the lots whose deadline passed and in which something waits for it."""
    found: list[Lot] = []
    for call_name, round_id in closing_queries.rounds_waiting(session):
        closes_at = deadline_queries.round_of(session, call_name, round_id).closes_at
        if now < closes_at:
            continue
        granted = extension_queries.of_round(session, call_name, round_id)
        later = {nis_code: until for nis_code, until in granted.items() if until > closes_at}
        found.append(Lot(call_name=call_name, round_id=round_id, closes_at=closes_at, without=frozenset(later)))
        found += [
            Lot(call_name=call_name, round_id=round_id, closes_at=until, only=nis_code)
            for nis_code, until in later.items()
            if until <= now
        ]
    return tuple(found)


def end_some(session: Session, lot: Lot, now: datetime) -> int:
    """Bring a few applications of a lot to the end of their round; return how many, 0 when none can go now."""
    act = BySystem(now=now)
    unread = closing_queries.unread_fronts(session, lot.closes_at, now)
    call = deadline_queries.newest_call(session, lot.call_name)
    has_next = deadline_queries.open_round(session, call, lot.only, now) is not None
    drafts = closing_queries.waiting(session, lot, Stage.DRAFT, unread, AT_ONCE, also_done=has_next)
    sent = closing_queries.waiting(session, lot, Stage.SUBMITTED, unread, AT_ONCE - len(drafts))
    return sum(_end(session, act, case_queries.load(session, one)) for one in (*drafts, *sent))


def _end(session: Session, act: Act, case: Case) -> bool:
    """End an application's round for it; return False when its deadline is later after all."""
    if act.now < case.round.closes_at:
        return False
    if case.stage is Stage.SUBMITTED:
        _let_it_stand(session, act, case)
    elif carrying.carry_over(session, act, case) is None:
        _let_it_stay(session, act, case)
    return True


def _let_it_stand(session: Session, act: Act, case: Case) -> None:
    changed = submitting.unsent(session, case)
    _close(session, act, case, f"unsent={len(changed)}")
    standing = submission_queries.newest(session, case.application_id)
    if changed and standing is not None:
        _tell(session, act, case, "unsent", standing.id)


def _let_it_stay(session: Session, act: Act, case: Case) -> None:
    _close(session, act, case, "no-next-round")
    if case.kept:
        _tell(session, act, case, "expired", None)


def _close(session: Session, act: Act, case: Case, detail: str) -> None:
    case_queries.change(session, case.application_id, closed_at=act.now)
    history.record(session, act, case, "closed", detail=detail)


def _tell(session: Session, act: Act, case: Case, kind: str, ref_id: int | None) -> None:
    news = News(
        kind=kind,
        key=f"{kind}:{case.application_id}:{case.round.last_day:%Y%m%d}",
        application_id=case.application_id,
        ref_id=ref_id,
        due_at=quiet_hours.next_out(case.call.reminders, case.call.zone, act.now),
    )
    telling.tell_all(session, act, news, chats_beside_mail=False)
