"""How a colleague is brought in: invited by e-mail or by link, proven by a code, and perhaps handed the application."""

import re
from dataclasses import replace
from datetime import timedelta

from sqlmodel import Session

from models.answers import kinds
from models.calls.stages import LIVE, Stage
from models.records.applications import carried_queries, case_queries
from models.records.applications.case import Case
from models.records.messages import outbox_queries
from models.records.messages.outbox_queries import Message
from models.records.people import derived_secret, invitation_queries, participant_queries, person_queries
from models.records.people.invitation import Invitation
from models.turns import history, opening, telling
from models.turns.items import walking
from models.turns.outcome import Instead, Note, Noted, Outcome
from models.turns.people import handing_over, merging, proving
from models.turns.rounds import carrying
from models.turns.telling import News
from models.turns.turn import Turn
from models.turns.views import AskedFor, Hello

LASTS = timedelta(days=14)
WINDOW = timedelta(days=1)
MOST_MADE = {"person": 20, "mailbox": 5, "all": 1_000}  # invitations within WINDOW
TOKEN = re.compile(r"(?:https?://\S{1,80}[?&]start=)?([a-z2-7]{26})[.,;:!]?")


def ask_address(session: Session, turn: Turn, application_id: int, what: str) -> Outcome:
    """Ask for the e-mail address of a colleague, to "invite" or to "hand_over"."""
    _shareable(session, turn, application_id)
    opening.ask_aside(session, turn, what)
    return Outcome(view=AskedFor(what=what))


def invite(session: Session, turn: Turn, said: str, *, hand_over: bool) -> Outcome:
    """Invite the colleague whose address was typed."""
    case = _shareable(session, turn)
    email = kinds.read_email(said)
    if email is None:
        what = "hand_over" if hand_over else "invite"
        return Outcome(view=AskedFor(what=what), notes=(Note(Noted.NOT_A_MAILBOX, {"said": said[:80]}),))
    turn = opening.leave_aside(session, turn)
    email = proving.mailbox_of(email)
    if _too_many(session, turn, email):
        return _back(session, turn, case).noting(Note(Noted.INVITE_LIMIT, {"days": LASTS.days}))
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
    return _back(session, turn, case).noting(Note(Noted.INVITED, {"email": email, "days": LASTS.days}))


def make_link(session: Session, turn: Turn, application_id: int) -> Outcome:
    """Make a link that a colleague can open; it works once."""
    case = _shareable(session, turn, application_id)
    if _too_many(session, turn, None):
        return _back(session, turn, case).noting(Note(Noted.INVITE_LIMIT, {"days": LASTS.days}))
    _, token = _invitation(session, turn, case, None, hand_over=False)
    history.record(session, turn, case, "link_made")
    return Outcome(view=None, notes=(Note(Noted.INVITATION_LINK, {"token": token, "days": LASTS.days}),))


def _shareable(session: Session, turn: Turn, application_id: int | None = None) -> Case:
    """Return the person's case when there is something left to work on.

    Raises:
        Instead: there is none, or it ended; its outcome says why.
    """
    case = opening.own_case(session, turn, application_id)
    if case.stage not in LIVE:
        raise Instead(Outcome(view=None, notes=(opening.closed(case),)))
    return case


def _back(session: Session, turn: Turn, case: Case) -> Outcome:
    """Return to the question that waits, when there is one."""
    return walking.here(session, turn, case) if case.stage is Stage.DRAFT else Outcome(view=None)


def _too_many(session: Session, turn: Turn, email: str | None) -> bool:
    made = invitation_queries.counts(session, turn.person_id, email, turn.now - WINDOW)
    to_all = made.all if email else 0
    return (
        made.by_person >= MOST_MADE["person"] or made.to_mailbox >= MOST_MADE["mailbox"] or to_all >= MOST_MADE["all"]
    )


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


def token_in(said: str) -> str | None:
    """Return the token (or that of the link) when a message is that and nothing else, or None."""
    found = TOKEN.fullmatch(said.strip().casefold())
    return found[1] if found is not None else None


def typed_token(session: Session, turn: Turn, said: str) -> Outcome | None:
    """Open the invitation whose token (or link) was typed and nothing else; None when it is no token.

    One in a few hundred tokens bears no digit and could be a long word: such a word counts only when it is known.
    """
    token = token_in(said)
    if token is None:
        return None
    if token.isalpha() and invitation_queries.by_token(session, derived_secret.hashed(token)) is None:
        return None
    return open_invitation(session, turn, token)


def open_invitation(session: Session, turn: Turn, token: str) -> Outcome:
    """Open an invitation: the person proves a mailbox by a code, then works on the case."""
    found = invitation_queries.by_token(session, derived_secret.hashed(token.strip().casefold()))
    if found is None or not _can_be_opened(found, turn) or _target(session, found) is None:
        return _anything(session, turn).noting(Note(Noted.INVITATION_DEAD))
    works_there = participant_queries.takes_part(session, found.application_id, turn.person_id)
    if works_there and not found.hand_over:
        return _anything(session, turn)
    invitation_queries.change(session, found.id, opened_by=turn.person_id)
    if not turn.speaker.agreed:
        return opening.hello(turn, invited=True).noting(Note(Noted.INVITATION_OPENED))
    return go_on_with_opened(session, turn) or _anything(session, turn)


def _can_be_opened(invitation: Invitation, turn: Turn) -> bool:
    """Return whether it is not used or expired; a link belongs to the first who opened it."""
    if invitation.accepted_at is not None or invitation.expires_at <= turn.now:
        return False
    return invitation.email is not None or invitation.opened_by in {None, turn.person_id}


def _target(session: Session, invitation: Invitation) -> Case | None:
    """Return the application to which an invitation leads: the one that carries on what ended; None when it is over."""
    case = case_queries.load(session, invitation.application_id)
    while case.stage in {Stage.EXPIRED, Stage.WITHDRAWN}:
        following = carried_queries.successor(session, case.application_id)
        if following is None:
            return None
        case = case_queries.load(session, following)
    return case if case.stage in LIVE else None


def _waiting(session: Session, turn: Turn) -> list[Invitation]:
    """Return the invitations that the person opened and did not accept yet, newest first."""
    opened = invitation_queries.opened_by(session, turn.person_id, turn.now)
    return [one for one in opened if _target(session, one) is not None]


def with_waiting(session: Session, turn: Turn, outcome: Outcome) -> Outcome:
    """Return the outcome with the word first that an opened invitation waits, when one does."""
    return outcome.noting(Note(Noted.INVITATION_WAITS)) if _waiting(session, turn) else outcome


def instead_of_hello(session: Session, turn: Turn, outcome: Outcome) -> Outcome:
    """Return what an opened invitation needs in the place of a hello that forgets it; else the outcome."""
    if not isinstance(outcome.view, Hello) or not _waiting(session, turn):
        return outcome
    if turn.speaker.agreed:
        onward = go_on_with_opened(session, turn) or outcome
        return onward.noting(Note(Noted.INVITATION_WAITS)) if isinstance(onward.view, AskedFor) else onward
    opened = Note(Noted.INVITATION_OPENED)
    told = replace(outcome, view=replace(outcome.view, invited=True))
    return told if opened in outcome.notes else replace(told, notes=(*told.notes, opened))


def go_on_with_opened(session: Session, turn: Turn) -> Outcome | None:
    """Ask the proof that an opened invitation still needs, or accept it; None when nothing was opened."""
    opened = _waiting(session, turn)
    if not opened:
        return None
    for email in person_queries.proven_mailboxes(session, turn.person_id):
        accepted = accept_opened(session, turn, email)
        if accepted is not None:
            return accepted
    invited = opened[0].email
    if invited is None:
        opening.ask_aside(session, turn, "mailbox")
        return Outcome(view=AskedFor(what="mailbox"))
    if proving.is_on_its_way(session, turn, invited):
        return Outcome(view=AskedFor(what="code"))
    return Outcome(view=AskedFor(what="code"), notes=(proving.ask_code(session, turn, invited),))


def decline(session: Session, turn: Turn) -> Outcome:
    """Let an opened invitation be; it can be opened again."""
    invitation_queries.let_go(session, turn.person_id)
    return opening.keep_going(session, turn)


def accept_opened(session: Session, turn: Turn, email: str) -> Outcome | None:
    """Accept the invitation that the person opened and that `email` answers to; None when there is none."""
    for invitation in invitation_queries.opened_by(session, turn.person_id, turn.now):
        target = _target(session, invitation) if invitation.email in {None, email} else None
        if target is not None:
            return _accept(session, turn, invitation, target)
    return None


def _accept(session: Session, turn: Turn, invitation: Invitation, target: Case) -> Outcome:
    own = case_queries.load(session, turn.speaker.application_id) if turn.speaker.application_id else None
    if merging.is_in_the_way(own, target):
        invitation_queries.let_go(session, turn.person_id)
        return _anything(session, turn).noting(Note(Noted.OWN_CASE_FIRST))
    invitation_queries.change(session, invitation.id, accepted_at=turn.now, accepted_by=turn.person_id)
    if target.stage is Stage.DRAFT and not turn.heard.moment.is_before(target.round.closes_at):
        target = carrying.carry_over(session, turn, target) or target
    if invitation.hand_over:
        handing_over.hand_over(session, turn, target, turn.person_id)
    outcome = merging.join_and_merge(session, turn, own, target.application_id)
    kind = "handed_over" if invitation.hand_over else "joined"
    payload = {"about": turn.person_id, "by": invitation.invited_by}
    key = f"{kind}:{invitation.id}"
    news = News(kind=kind, key=key, application_id=target.application_id, payload=payload)
    telling.tell_others(session, turn, news)
    return outcome.noting(Note(Noted.HANDED_OVER)) if invitation.hand_over else outcome


def _anything(session: Session, turn: Turn) -> Outcome:
    """Return to wherever the person was."""
    if not turn.speaker.agreed or turn.speaker.application_id is None:
        return opening.hello(turn)
    return walking.resume(session, turn)
