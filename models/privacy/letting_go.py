"""How what is over time is erased, a few at a time, as if somebody had asked.

Source: ARCHITECTURE.md, Rules: Retention.
"""

from datetime import datetime, timedelta

from sqlmodel import Session

from models.privacy import applications, erasing, retention
from models.privacy.erasing import Request
from models.privacy.retention import Due
from models.records.applications import application_erasing_queries, deadline_queries
from models.records.messages import watermark_queries
from models.records.people import whose_queries
from models.records.people.whose import Whose
from models.records.privacy import elsewhere_queries, erasure_queries, retention_queries
from models.storage.transactions.isolation import Sharing, shares

AT_ONCE = 100  # in a transaction
A_DAY = timedelta(days=1)
TOO_LONG = timedelta(days=31)  # off for so long, or a clock that is wrong: a person decides
REASON = "retention"
_MARK = "retention"
NOBODY = Whose()


def is_time(session: Session, now: datetime) -> bool:
    """Return whether a day has passed since it was done; the first look only begins to count."""
    last = watermark_queries.moment(session, _MARK)
    if last is None or last > now:
        watermark_queries.remember(session, _MARK, now)
        return False
    return now - last >= A_DAY


def is_doubtful(session: Session, now: datetime) -> bool:
    """Return whether so much time seems to have passed that the clock may be wrong: nothing is erased by it then."""
    last = watermark_queries.moment(session, _MARK)
    return last is not None and now - last > TOO_LONG


def done(session: Session, now: datetime) -> None:
    """Note that all that is over at a moment was erased."""
    watermark_queries.remember(session, _MARK, now)


@shares(Sharing.STRICTLY)
def let_go_some(session: Session, now: datetime, key: bytes) -> int:
    """Erase some of what is over time; return how many things that were, 0 when nothing is left."""
    over = [due for due in retention.plan(session, now) if due.is_over(now)]
    return _let_go(session, over[0], now, key) if over else 0


def _let_go(session: Session, due: Due, now: datetime, key: bytes) -> int:
    if due.group is not None:
        return _applications(session, due, now)
    if due.what == retention.LISTED and due.kept_since is not None:
        retention_queries.forget_listed(session, due.call_name, due.kept_since)
        return due.count
    calls = {name: deadline_queries.newest_call(session, name) for name in retention_queries.calls(session)}
    if due.what == retention.MAILS:
        before = now - retention.mails_kept(calls)
        count, letters = retention_queries.forget_mails(session, before, AT_ONCE)
        erasure_queries.begin(session, REASON, {"letters": letters}, now)
        return count
    people = retention_queries.people_with_nothing(session, now - retention.people_kept(calls), AT_ONCE)
    request = Request(reason=REASON, channel="system", now=now, key=key, is_listed=False)
    for person_id in people:
        erasing.erase(session, whose_queries.of_person_alone(session, person_id), request)
    return len(people)


def _applications(session: Session, due: Due, now: datetime) -> int:
    assert due.group is not None  # noqa: S101 - see _let_go
    rows = retention_queries.of_group(session, due.group, AT_ONCE)
    letters = retention_queries.letters_of(session, [row.id for row in rows])
    ids = [row.id for row in rows]
    texts = {text for one in ids for text in application_erasing_queries.typed(session, one)}
    names = {name for one in ids for name in applications.named_in(session, one)}
    files: set[str] = set()
    for row in rows:
        files |= applications.erase_application(session, row, channel="system", now=now)
    chores = {
        "files": sorted(application_erasing_queries.without_owner(session, files)),
        "local_files": sorted(elsewhere_queries.forget_copies(session, NOBODY, ids)),
        "letters": letters,
    }
    elsewhere_queries.wipe_words(session, NOBODY, ids, names)
    elsewhere_queries.wipe_texts(session, NOBODY, ids, texts)
    erasure_queries.begin(session, REASON, chores, now)
    return len(rows)
