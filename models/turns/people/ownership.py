"""When a case belongs to the municipality: once a fitting mailbox is proven, one live application for each round.

Source: ARCHITECTURE.md, Rules: Who speaks for a municipality.
"""

from collections.abc import Sequence
from datetime import date, datetime

from sqlmodel import Session

from models.calls.stages import Stage
from models.places import mail_domain
from models.places.mail_domain import Fit
from models.records.applications import case_queries, event_queries
from models.records.applications.case import Case
from models.records.desk import officer_queries
from models.records.people import foreign_mailbox_queries, participant_queries, person_queries
from models.records.people.foreign_mailbox_queries import Proven
from models.turns import history, telling
from models.turns.telling import News
from models.turns.turn import Turn


def live_key(case: Case) -> str:
    """Return the name under which the municipality's one live application of the round is known."""
    return f"{case.call.name}/{case.round.id}/{case.nis_code}"


def take(session: Session, call_name: str, round_id: str, nis_code: str, application_id: int) -> bool:
    """Make the application the one live application of the municipality in the round; False when there is one."""
    key = f"{call_name}/{round_id}/{nis_code}"
    holder = case_queries.live_application(session, key)
    if holder is not None and holder != application_id:
        return False
    case_queries.change(session, application_id, live_key=key)
    return True


def settle(session: Session, turn: Turn, case: Case, proven: Sequence[Proven] | None = None) -> int | None:
    """Give the case to the municipality when a fitting mailbox is proven; another mailbox is marked and blocks nothing.

    Returns None when nothing is in the way, or the application that is there already: the municipality's own, or the
    one on which the same official works from another device. `proven` is what `proven_for` returns, where it is known.
    """
    if case.is_owned or case.nis_code is None or case.stage not in {Stage.DRAFT, Stage.SUBMITTED}:
        return None
    if proven is None:
        proven = proven_for(session, turn, case)
    if not any(_speaks(one, case, turn.at) for one in proven):
        _mark_foreign(session, turn, case, proven)
        return _on_another_device(session, turn, case)
    if take(session, case.call.name, case.round.id, case.nis_code, case.application_id):
        history.record(session, turn, case, "owned")
        return None
    return case_queries.live_application(session, live_key(case))


def _on_another_device(session: Session, turn: Turn, case: Case) -> int | None:
    if case.stage is not Stage.DRAFT or case.nis_code is None:
        return None
    there = participant_queries.on_another_device(session, turn.person_id, case.call.name, case.round.id, case.nis_code)
    return there if there != case.application_id else None


def _mark_foreign(session: Session, turn: Turn, case: Case, proven: Sequence[Proven]) -> None:
    """Note once that a mailbox does not fit, and show it to who stands beside the municipality, to confirm."""
    if not proven or case.nis_code is None:
        return
    newest = proven[0]
    if not event_queries.was_recorded(session, case.application_id, "foreign_mailbox", turn.person_id):
        fit = mail_domain.fits(newest.email, case.nis_code, _day(case, turn.at))
        history.record(session, turn, case, "foreign_mailbox", detail=fit)
    if not newest.is_known:
        _show_to_province(session, turn, case, newest.email, case.nis_code)


def _show_to_province(session: Session, turn: Turn, case: Case, email: str, nis_code: str) -> None:
    foreign_id = foreign_mailbox_queries.add(
        session,
        email=email,
        nis_code=nis_code,
        person_id=turn.person_id,
        application_id=case.application_id,
        now=turn.now,
    )
    if foreign_id is not None and case.municipality is not None:
        key = f"mailbox_asked:{foreign_id}"
        news = News(kind="mailbox_asked", key=key, application_id=case.application_id, ref_id=foreign_id)
        for officer in officer_queries.beside(session, case.municipality.province):
            if officer.person_id is not None:
                telling.post(session, turn, officer.person_id, news)


def fitting_mailboxes(session: Session, person_id: int, case: Case, at: datetime) -> list[str]:
    """Return a person's proven mailboxes that speak for the municipality: by their domain, or as it was confirmed."""
    if case.nis_code is None:
        return []
    proven = foreign_mailbox_queries.proven(session, person_id, case.nis_code)
    return [one.email for one in proven if _speaks(one, case, at)]


def proven_for(session: Session, turn: Turn, case: Case) -> tuple[Proven, ...]:
    """Return the mailboxes that who speaks proved, the newest first, as they stand for the municipality."""
    return foreign_mailbox_queries.proven(session, turn.person_id, case.nis_code or "")


def refused_mailbox(turn: Turn, case: Case, proven: Sequence[Proven]) -> Proven | None:
    """Return the mailbox that was refused, when the person has no other for the municipality; else None."""
    if case.nis_code is None or case.is_owned:
        return None
    if not proven or not all(one.is_confirmed is False for one in proven):
        return None
    return None if any(_fits(one, case, turn.at) for one in proven) else proven[0]


def _speaks(mailbox: Proven, case: Case, at: datetime) -> bool:
    return mailbox.is_confirmed is True or _fits(mailbox, case, at)


def _fits(mailbox: Proven, case: Case, at: datetime) -> bool:
    return case.nis_code is not None and mail_domain.fits(mailbox.email, case.nis_code, _day(case, at)) is Fit.FITS


def _day(case: Case, at: datetime) -> date:
    return at.astimezone(case.call.zone).date()


def speaks_there_already(session: Session, turn: Turn, target_id: int) -> bool:
    """Return whether the person works on that application already, or the same official on another device does."""
    active = {person_id for person_id, _ in participant_queries.active(session, target_id)}
    mailboxes = person_queries.proven_mailboxes(session, turn.person_id)
    same = {one for email in mailboxes for one in person_queries.people_with_mailbox(session, email)}
    return bool(active & {turn.person_id, *same})
