"""Queries on deadlines: what the newest version of a call says, and later for who got an extension.

An application is pinned to the version of the call under which it was made, for its questions; when its round closes
is for the version that was loaded last. The caller owns the transaction.
"""

from datetime import datetime

from sqlalchemy import bindparam, select
from sqlmodel import Session, col

from models.calls.call import Call
from models.calls.round import Round
from models.records.applications import call_queries, extension_queries
from models.records.applications.application import Application
from models.records.applications.call_version import CallVersion
from models.records.applications.extension import Extension
from models.storage.statements.prepared import Prepared

# Both stand as columns in the queries that read an application: a turn asks nothing more for them.
NEWEST_VERSION = (
    select(col(CallVersion.version))
    .where(col(CallVersion.name) == col(Application.call_name))
    .order_by(col(CallVersion.loaded_at).desc())
    .limit(1)
    .correlate(Application)
    .scalar_subquery()
)
EXTENDED_TO = (
    select(col(Extension.closes_at))
    .where(
        col(Extension.call_name) == col(Application.call_name),
        col(Extension.round_id) == col(Application.round_id),
        col(Extension.nis_code) == col(Application.nis_code),
    )
    .correlate(Application)
    .scalar_subquery()
)

_VERSIONS = Prepared(
    select(col(CallVersion.version))
    .where(col(CallVersion.name) == bindparam("call"))
    .order_by(col(CallVersion.loaded_at).desc())
)


def round_now(session: Session, pinned: str, newest: str, round_id: str, extended_to: datetime | None) -> Round:
    """Return a round with its deadline as it is now; from the pinned version of the call when the newest dropped it."""
    try:
        round_ = call_queries.call_of(session, newest).round(round_id)
    except KeyError:
        round_ = call_queries.call_of(session, pinned).round(round_id)
    return round_.extended(extended_to) if extended_to is not None else round_


def newest_call(session: Session, name: str) -> Call:
    """Return the version of a call that was loaded last.

    Raises:
        KeyError: no call of that name was loaded.
    """
    version = _VERSIONS.value(session, call=name)
    if version is None:
        raise KeyError(name)
    return call_queries.call_of(session, version)


def round_of(session: Session, call_name: str, round_id: str) -> Round:
    """Return a round of a call as it is for everybody: of the newest version that has it.

    Raises:
        KeyError: no loaded version of the call has that round.
    """
    for [version] in _VERSIONS.rows(session, call=call_name):
        try:
            return call_queries.call_of(session, version).round(round_id)
        except KeyError:
            continue
    raise KeyError(round_id)


def open_round(session: Session, call: Call, nis_code: str | None, at: datetime) -> Round | None:
    """Return the round that takes an application of a municipality at `at`: an extended one goes before the next."""
    extended = extension_queries.of_municipality(session, call.name, nis_code) if nis_code is not None else {}
    for round_ in call.rounds_near(at):
        longer = round_.extended(extended[round_.id]) if round_.id in extended else round_
        if longer.is_open(at):
            return longer
    return None
