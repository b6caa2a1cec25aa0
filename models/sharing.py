"""How a colleague comes in and the case survives its author: invited, handed over, asking to join, leaving."""

from dataclasses import replace
from datetime import timedelta

from sqlmodel import Session

from models import (
    case_queries,
    derived_secret,
    history,
    invitation_queries,
    kinds,
    merging,
    opening,
    outbox_queries,
    overview_queries,
    ownership,
    participant_queries,
    person_queries,
    proving,
    walking,
)
from models.case import Case, Kept
from models.invitation import Invitation
from models.outbox_queries import Message
from models.outcome import Note, Noted, Outcome, only
from models.turn import Turn
from models.views import AskedFor, Sharing
from models.working_days import working_days_between

LASTS = timedelta(days=14)
MOST_A_DAY = 20  # invitations by one person
PATIENCE_WORKING_DAYS = 3  # how long a request to join waits for a colleague before it is granted by itself
CONTACT_ITEMS = ("contact_name", "contact_function", "contact_email", "contact_phone")


def show(session: Session, turn: Turn) -> Outcome:
    """Show who works on the application and how to bring somebody in."""
    case = opening.working_case(session, turn)
    colleagues = overview_queries.colleagues(session, case.application_id, turn.person_id)
    return Outcome(view=Sharing(case=case, colleagues=colleagues))


def ask_address(session: Session, turn: Turn, application_id: int, what: str) -> Outcome:
    """Ask for the e-mail address of a colleague, to "invite" or to "hand_over"."""
    opening.working_case(session, turn, application_id)
    person_queries.ask(session, turn.person_id, what)
    return Outcome(view=AskedFor(what=what))


def invite(session: Session, turn: Turn, said: str, *, hand_over: bool) -> Outcome:
    """Invite the colleague whose address was typed."""
    case = opening.working_case(session, turn)
    email = kinds.read_email(said)
    if email is None:
        what = "hand_over" if hand_over else "invite"
        return Outcome(view=AskedFor(what=what), notes=(Note(Noted.NOT_A_MAILBOX, {"said": said[:80]}),))
    person_queries.ask(session, turn.person_id, "")
    if _too_many(session, turn):
        return walking.here(session, turn, case).noting(Note(Noted.CODE_LIMIT, {"email": email}))
    invitation_id, _ = _invitation(session, turn, case, email, hand_over=hand_over)
    message = Message(
        key=f"invitation:{invitation_id}",
        kind="invitation",
        way="mail",
        address=email,
        language=turn.speaker.language,
        application_id=case.application_id,
        ref_id=invitation_id,
        last_at=turn.now + LASTS,
    )
    outbox_queries.post(session, message, turn.now)
    history.record(session, turn, case, "hand_over_offered" if hand_over else "invited")
    note = Note(Noted.INVITED, {"email": email, "hand_over": hand_over, "days": LASTS.days})
    return walking.here(session, turn, case).noting(note)


def make_link(session: Session, turn: Turn, application_id: int) -> Outcome:
    """Make a link that a colleague can open; it works once."""
    case = opening.working_case(session, turn, application_id)
    if _too_many(session, turn):
        return walking.here(session, turn, case).noting(Note(Noted.CODE_LIMIT, {"email": ""}))
    _, token = _invitation(session, turn, case, None, hand_over=False)
    history.record(session, turn, case, "link_made")
    return Outcome(view=None, notes=(Note(Noted.INVITATION_LINK, {"token": token, "days": LASTS.days}),))


def _too_many(session: Session, turn: Turn) -> bool:
    since = turn.now - timedelta(days=1)
    return invitation_queries.count_since(session, turn.person_id, since) >= MOST_A_DAY


def _invitation(session: Session, turn: Turn, case: Case, email: str | None, *, hand_over: bool) -> tuple[int, str]:
    nonce = derived_secret.new_nonce()
    token = derived_secret.token_of(turn.key, nonce)
    row = Invitation(
        application_id=case.application_id,
        invited_by=turn.person_id,
        email=email,
        nonce=nonce,
        token_hash=derived_secret.hashed(token),
        hand_over=hand_over,
        created_at=turn.now,
        expires_at=turn.now + LASTS,
    )
    return invitation_queries.add(session, row), token


def open_invitation(session: Session, turn: Turn, token: str) -> Outcome:
    """Open an invitation: the person proves a mailbox by a code, then works on the case."""
    found = invitation_queries.by_token(session, derived_secret.hashed(token.strip().lower()))
    if found is None or found.accepted_at is not None or found.expires_at <= turn.now:
        return _anything(session, turn).noting(Note(Noted.INVITATION_DEAD))
    if found.opened_by not in {None, turn.person_id} and found.email is None:
        return _anything(session, turn).noting(Note(Noted.INVITATION_DEAD))
    if participant_queries.takes_part(session, found.application_id, turn.person_id):
        return walking.resume(session, turn)
    invitation_queries.change(session, found.id, opened_by=turn.person_id)
    if not turn.speaker.agreed:
        return opening.hello(turn)
    return go_on_with_opened(session, turn) or _anything(session, turn)


def go_on_with_opened(session: Session, turn: Turn) -> Outcome | None:
    """Ask the proof that an opened invitation still needs, or accept it; None when nothing was opened."""
    opened = invitation_queries.opened_by(session, turn.person_id, turn.now)
    if not opened:
        return None
    proven = person_queries.proven_mailboxes(session, turn.person_id)
    for email in proven:
        accepted = accept_opened(session, turn, email)
        if accepted is not None:
            return accepted
    invited = opened[0].email
    if invited is None:
        person_queries.ask(session, turn.person_id, "mailbox")
        return Outcome(view=AskedFor(what="mailbox"))
    return Outcome(view=None, notes=(proving.ask_code(session, turn, invited),))


def accept_opened(session: Session, turn: Turn, email: str) -> Outcome | None:
    """Accept the invitation that the person opened and that `email` answers to; None when there is none."""
    for invitation in invitation_queries.opened_by(session, turn.person_id, turn.now):
        if invitation.email in {None, email}:
            return _accept(session, turn, invitation)
    return None


def _accept(session: Session, turn: Turn, invitation: Invitation) -> Outcome:
    invitation_queries.change(session, invitation.id, accepted_at=turn.now, accepted_by=turn.person_id)
    own = case_queries.load(session, turn.speaker.application_id) if turn.speaker.application_id else None
    role = "contact" if invitation.hand_over else "colleague"
    target = case_queries.load(session, invitation.application_id)
    if own is not None and own.nis_code not in {None, target.nis_code}:
        own = None  # a draft of another town stays as it is
    outcome = merging.join_and_merge(session, turn, own, invitation.application_id, role)
    if invitation.hand_over:
        _hand_over(session, turn, target, invitation.invited_by)
        outcome = outcome.noting(Note(Noted.HANDED_OVER))
    _tell(session, turn, target, invitation.invited_by, "handed_over" if invitation.hand_over else "joined")
    return outcome


def _hand_over(session: Session, turn: Turn, case: Case, from_id: int) -> None:
    """Move the contact: the former one stays a colleague, and the contact's details ask "klopt dit nog?"."""
    participant_queries.set_role(session, case.application_id, from_id, "colleague")
    for key in CONTACT_ITEMS:
        kept = case.kept.get(key)
        if kept is not None:
            stale = Kept(
                answer=replace(kept.answer, stale=True), answered_by=kept.answered_by, answered_at=kept.answered_at
            )
            case_queries.keep_answer(session, case.application_id, stale)
    history.record(session, turn, case, "handed_over", detail=str(turn.person_id))


def ask_to_join(session: Session, turn: Turn, target_id: int) -> Outcome:
    """Ask the people of the municipality's application to let this proven colleague in."""
    case = opening.working_case(session, turn)
    if not _may_ask(session, turn, case, target_id):
        return only(Noted.NOT_THERE)
    known = invitation_queries.request(session, target_id, turn.person_id)
    active = participant_queries.active(session, target_id)
    if known is not None and known.granted is False:
        return only(Noted.JOIN_REFUSED)
    waited = known is not None and working_days_between(known.asked_at, turn.now) >= PATIENCE_WORKING_DAYS
    if not active or waited:  # the author left, or does not answer: the case belongs to the municipality
        role = "colleague" if active else "contact"
        return merging.join_and_merge(session, turn, case, target_id, role)
    if known is not None:
        return Outcome(view=None, notes=(Note(Noted.JOIN_WAITS, {"days": PATIENCE_WORKING_DAYS}),))
    request_id = invitation_queries.add_request(session, target_id, turn.person_id, turn.now)
    for person_id, _ in active:
        _post_to(session, turn, person_id, "join_request", f"join:{request_id}", target_id, request_id)
    return Outcome(view=None, notes=(Note(Noted.JOIN_ASKED, {"days": PATIENCE_WORKING_DAYS}),))


def _may_ask(session: Session, turn: Turn, case: Case, target_id: int) -> bool:
    """Return whether `target_id` belongs to the person's own municipality, and a fitting mailbox proves it."""
    key = f"{case.call.name}/{case.round.id}/{case.nis_code}"
    if case.nis_code is None or case_queries.live_application(session, key) != target_id:
        return False
    return bool(ownership.fitting_mailboxes(session, turn, case))


def answer_request(session: Session, turn: Turn, request_id: int, *, granted: bool) -> Outcome:
    """Let a colleague in, or not."""
    request = invitation_queries.request_by_id(session, request_id)
    if request is None or not participant_queries.takes_part(session, request.application_id, turn.person_id):
        return only(Noted.NOT_THERE)
    if request.answered_at is not None:
        return Outcome(view=None, notes=(Note(Noted.JOIN_ANSWERED),), quiet=True)
    invitation_queries.answer_request(session, request_id, granted, turn.now)
    case = case_queries.load(session, request.application_id)
    if granted:
        participant_queries.join(session, request.application_id, request.person_id, "colleague", turn.at)
        history.record(session, turn, case, "let_in", detail=str(request.person_id))
        person_queries.change(session, request.person_id, application_id=request.application_id)
    kind = "joined" if granted else "join_refused"
    _post_to(
        session,
        turn,
        request.person_id,
        kind,
        f"join-answer:{request_id}",
        request.application_id,
        request_id,
        about=request.person_id,
    )
    return only(Noted.JOIN_ANSWERED)


def leave(session: Session, turn: Turn, application_id: int) -> Outcome:
    """Stop working on an application; it stays with the municipality."""
    case = opening.working_case(session, turn, application_id)
    participant_queries.leave(session, case.application_id, turn.person_id, turn.at)
    person_queries.change(session, turn.person_id, application_id=None, asked="")
    history.record(session, turn, case, "left")
    return Outcome(view=None, notes=(Note(Noted.LEFT, {"owned": case.is_owned}),))


def _tell(session: Session, turn: Turn, case: Case, person_id: int, kind: str) -> None:
    _post_to(
        session, turn, person_id, kind, f"{kind}:{case.application_id}:{turn.person_id}", case.application_id, None
    )


def _post_to(
    session: Session,
    turn: Turn,
    person_id: int,
    kind: str,
    key: str,
    application_id: int,
    ref_id: int | None,
    about: int | None = None,
) -> None:
    """Post a message to a person: to their mailbox, and to their chats."""
    person = person_queries.person(session, person_id)
    addresses = [("mail", email) for email in person_queries.proven_mailboxes(session, person_id)[:1]]
    addresses += [(front, str(chat_id)) for front, chat_id in person_queries.chats_of(session, person_id)]
    for way, address in addresses:
        message = Message(
            key=f"{key}:{person_id}:{way}:{address}"[:160],
            kind=kind,
            way=way,
            address=address,
            language=person.language,
            person_id=person_id,
            application_id=application_id,
            ref_id=ref_id,
            payload={"about": about if about is not None else turn.person_id},
        )
        outbox_queries.post(session, message, turn.now)


def _anything(session: Session, turn: Turn) -> Outcome:
    return walking.resume(session, turn) if turn.speaker.agreed else opening.hello(turn)
