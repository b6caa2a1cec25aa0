"""How the province confirms that a mailbox speaks for a municipality, or refuses it with a reason.

Source: ARCHITECTURE.md, Rules: Who speaks for a municipality.
"""

from sqlmodel import Session

from models.desk import rights
from models.desk.length import too_long
from models.desk.province.views import Foreign, ForeignMailboxes
from models.desk.rights import Right
from models.language.clean_text import clean
from models.places.municipality import municipality
from models.records.applications import case_queries
from models.records.people import foreign_mailbox_queries
from models.records.people.foreign_mailbox import ForeignMailbox
from models.turns import history, opening, telling
from models.turns.outcome import Note, Noted, Outcome, only
from models.turns.people import ownership
from models.turns.people.naming import called
from models.turns.telling import News
from models.turns.turn import Turn

ASIDE = "refuse-"  # how a side question begins that waits for the reason; the mailbox's id follows
MOST_LISTED = 8


def show_open(session: Session, turn: Turn, most: int = MOST_LISTED) -> Outcome:
    """Return the mailboxes that wait for who speaks, the oldest first, `most` of them."""
    rights.demand(turn, Right.CONFIRM)
    waiting = _listed(session, turn, most)
    return Outcome(view=waiting) if waiting is not None else only(Noted.NO_MAILBOXES)


def _listed(session: Session, turn: Turn, most: int = MOST_LISTED) -> ForeignMailboxes | None:
    """Return the mailboxes that wait, None when there are none."""
    beat = rights.beat(session, turn)
    rows = foreign_mailbox_queries.waiting(session, beat, most)
    if not rows:
        return None
    count = foreign_mailbox_queries.count_waiting(session, beat)
    return ForeignMailboxes(mailboxes=tuple(described(session, row) for row in rows), count=count)


def open_one(session: Session, turn: Turn, mailbox_id: int) -> Outcome:
    """Show a mailbox with what can be done."""
    return Outcome(view=described(session, _reached(session, turn, mailbox_id)))


def confirm(session: Session, turn: Turn, mailbox_id: int) -> Outcome:
    """Say that the mailbox speaks for the municipality: the case becomes the municipality's when it has no other."""
    row = _reached(session, turn, mailbox_id)
    if not _decide(session, turn, row, is_confirmed=True, reason=""):
        return _decided_already(session, turn, mailbox_id)
    for application_id, _ in foreign_mailbox_queries.applications_with(session, row.email, row.nis_code):
        case = case_queries.load(session, application_id)
        if not case.is_owned and ownership.take(
            session, case.call.name, case.round.id, row.nis_code, case.application_id
        ):
            history.record(session, turn, case, "owned")
    return Outcome(view=_listed(session, turn), notes=(Note(Noted.MAILBOX_CONFIRMED, {"email": row.email}),))


def ask_reason(session: Session, turn: Turn, mailbox_id: int) -> Outcome:
    """Ask why a mailbox is refused: the person must know."""
    row = _reached(session, turn, mailbox_id)
    if row.decided_at is not None:
        return _decided_already(session, turn, mailbox_id)
    opening.ask_aside(session, turn, f"{ASIDE}{mailbox_id}")
    return only(Noted.WHY_REFUSED, email=row.email)


def take_reason(session: Session, turn: Turn, aside: str, said: str) -> Outcome:
    """Refuse a mailbox for the reason that the officer typed; the draft stays its author's, not the municipality's."""
    number = aside.removeprefix(ASIDE)
    row = _reached(session, turn, int(number) if number.isdecimal() else 0)
    long = too_long(clean(said))
    if long is not None:
        return Outcome(view=None, notes=(long,))
    turn = opening.leave_aside(session, turn)
    if not _decide(session, turn, row, is_confirmed=False, reason=clean(said)):
        return _decided_already(session, turn, row.id)
    return Outcome(view=_listed(session, turn), notes=(Note(Noted.MAILBOX_TURNED_DOWN, {"email": row.email}),))


def described(session: Session, row: ForeignMailbox) -> Foreign:
    """Return a mailbox with who proved it, for which municipality, and what was said of it."""
    return Foreign(
        mailbox_id=row.id,
        email=row.email,
        town=municipality(row.nis_code),
        name=called(session, row.person_id),
        found_at=row.found_at,
        is_confirmed=row.is_confirmed,
        reason=row.reason,
    )


def _decide(session: Session, turn: Turn, row: ForeignMailbox, *, is_confirmed: bool, reason: str) -> bool:
    """Keep what the officer says, tell who proved the mailbox, and write the history; False when it was done before."""
    done = foreign_mailbox_queries.decide(
        session, row.id, is_confirmed=is_confirmed, reason=reason, decided_by=turn.person_id, now=turn.now
    )
    if not done:
        return False
    kind = "mailbox_confirmed" if is_confirmed else "mailbox_refused"
    case = case_queries.load(session, row.application_id)
    history.record(session, turn, case, kind, detail=str(row.id))
    at_work = foreign_mailbox_queries.applications_with(session, row.email, row.nis_code)
    people = {row.person_id} | {person_id for _, person_id in at_work}
    news = News(kind=kind, key=f"{kind}:{row.id}", application_id=row.application_id, ref_id=row.id)
    for person_id in sorted(people):
        telling.post(session, turn, person_id, news)
    return True


def _decided_already(session: Session, turn: Turn, mailbox_id: int) -> Outcome:
    row = _reached(session, turn, mailbox_id)
    session.refresh(row)
    return Outcome(view=described(session, row), notes=(Note(Noted.MAILBOX_DECIDED),))


def _reached(session: Session, turn: Turn, mailbox_id: int) -> ForeignMailbox:
    """Return a mailbox that who speaks confirms or refuses.

    Raises:
        Instead: the right is missing, it is of another province, or it is not there; all read the same.
    """
    rights.demand(turn, Right.CONFIRM)
    row = foreign_mailbox_queries.one(session, mailbox_id)
    if row is None or not rights.beat(session, turn).covers(municipality(row.nis_code).province):
        raise rights.not_there(turn)
    return row
