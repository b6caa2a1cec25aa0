"""What is kept as long as its call says, and when it goes: pure but for what it counts.

Source: ARCHITECTURE.md, Rules: Retention.
"""

from dataclasses import dataclass
from datetime import datetime, time, timedelta

from sqlmodel import Session

from models.calls.call import Call, Retention
from models.records.applications import deadline_queries
from models.records.privacy import retention_queries
from models.records.privacy.retention_queries import Group

DRAFTS, APPLICATIONS, LISTED, MAILS, PEOPLE = "drafts", "applications", "listed", "mails", "people"


@dataclass(frozen=True, slots=True, kw_only=True)
class Due:
    """So many of a kind go at a moment."""

    what: str
    goes_at: datetime
    count: int
    call_name: str = ""
    round_id: str = ""
    group: Group | None = None  # of applications
    kept_since: datetime | None = None  # of lines of a list

    def is_over(self, now: datetime) -> bool:
        """Return whether it has been kept long enough."""
        return self.goes_at <= now


def plan(session: Session, now: datetime) -> list[Due]:
    """Return all that will go, soonest first; what is over is what `is_over` says."""
    calls = {name: deadline_queries.newest_call(session, name) for name in retention_queries.calls(session)}
    found = [due for group in retention_queries.groups(session) if (due := _applications(session, calls, group))]
    found += [
        Due(
            what=LISTED,
            goes_at=at + timedelta(days=_kept(calls, name).interest_days),
            count=count,
            call_name=name,
            kept_since=at,
        )
        for name, at, count in retention_queries.listed(session)
    ]
    oldest, mails = retention_queries.oldest_mail(session)
    if oldest is not None:
        found.append(Due(what=MAILS, goes_at=oldest + mails_kept(calls), count=mails))
    people = retention_queries.count_people_with_nothing(session, now - people_kept(calls))
    if people:
        found.append(Due(what=PEOPLE, goes_at=now, count=people))
    return sorted(found, key=lambda due: (due.goes_at, due.what, due.call_name, due.round_id))


def mails_kept(calls: dict[str, Call]) -> timedelta:
    """Return how long a mail is kept: which call it was about is not always known, so the longest of all."""
    return timedelta(days=max((call.retention.mails_days for call in calls.values()), default=_LONGEST.mails_days))


def people_kept(calls: dict[str, Call]) -> timedelta:
    """Return how long somebody is kept of whom nothing is left."""
    return timedelta(days=max((call.retention.drafts_days for call in calls.values()), default=_LONGEST.drafts_days))


_LONGEST = Retention(drafts_days=400, applications_days=1825)  # while no call is loaded


def _kept(calls: dict[str, Call], name: str) -> Retention:
    return calls[name].retention if name in calls else _LONGEST


def _applications(session: Session, calls: dict[str, Call], group: Group) -> Due | None:
    """Return when a group goes; None when no loaded call has its round."""
    try:
        call, round_ = calls[group.call_name], deadline_queries.round_of(session, group.call_name, group.round_id)
    except KeyError:
        return None
    ends = [round_.closes_at]
    longer = retention_queries.longest_extension(session, group.call_name, group.round_id)
    if longer is not None:
        ends.append(longer)
    if group.last_day is not None:
        ends.append(datetime.combine(group.last_day + timedelta(days=1), time(), tzinfo=call.zone))
    days = call.retention.applications_days if group.was_sent else call.retention.drafts_days
    return Due(
        what=APPLICATIONS if group.was_sent else DRAFTS,
        goes_at=max(ends) + timedelta(days=days),
        count=group.count,
        call_name=group.call_name,
        round_id=group.round_id,
        group=group,
    )
