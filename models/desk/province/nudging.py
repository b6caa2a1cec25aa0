"""How an officer writes to a municipality: a ready text that can be rewritten, read before it leaves, by the outbox.

From is the bot; an answer by mail goes to the officer. At most one a day for each municipality, and none at night.

Source: ARCHITECTURE.md, Rules: Province desk.
"""

from sqlmodel import Session

from models.desk import rights
from models.desk.length import too_long
from models.desk.province import claiming, reaching, ready_text, town_page
from models.desk.province.following import Matter
from models.desk.province.views import NudgeDraft
from models.desk.rights import Right
from models.language import quiet_hours
from models.language.clean_text import clean, folded
from models.language.wording import LANGUAGES
from models.places.municipality import Municipality
from models.records.desk import follow_up_queries, officer_queries
from models.records.desk.follow_up import Nudge
from models.records.messages import outbox_queries
from models.records.messages.outbox_queries import Message
from models.turns import opening, telling
from models.turns.outcome import Instead, Note, Noted, Outcome, only
from models.turns.people.naming import called
from models.turns.telling import News
from models.turns.turn import Turn

ASIDE = "nudge-"  # how a side question begins that waits for another text; the nudge's id follows
SEND = frozenset({"versturen", "send"})  # the button under the letter, typed


def begin(session: Session, turn: Turn, nis_code: str) -> Outcome:
    """Prepare a letter to a municipality; what was begun before goes on. Nothing leaves yet."""
    town, matter = claiming.yours(session, turn, nis_code)
    readers = reaching.who_gets_it(session, matter)
    obstacle = _obstacle(session, turn, matter, town) or (None if readers else _nobody(town))
    if obstacle is not None:
        return town_page.of_town(session, turn, town, obstacle)
    follow_up_id = claiming.begun(session, matter)
    known = follow_up_queries.prepared(session, follow_up_id, turn.person_id)
    if known is not None:
        return _shown(session, turn, known.id)
    language = next((one.language for one in readers if one.language), turn.speaker.language)
    text = ready_text.of(session, turn, matter, language)
    row = Nudge(
        follow_up_id=follow_up_id,
        application_id=matter.application_id,
        language=language,
        text=text,
        written_by=turn.person_id,
        begun_at=turn.now,
    )
    return _shown(session, turn, follow_up_queries.add_nudge(session, row))


def open_one(session: Session, turn: Turn, nudge_id: int) -> Outcome:
    """Show a letter in preparation again."""
    nudge, _, _ = _opened(session, turn, nudge_id)
    return _shown(session, turn, nudge.id)


def rewrite(session: Session, turn: Turn, aside: str, said: str) -> Outcome:
    """Let what the officer typed be the text of the letter."""
    number = aside.removeprefix(ASIDE)
    nudge, _, _ = _opened(session, turn, int(number) if number.isdecimal() else 0)
    if folded(said) in SEND:
        return send(session, opening.leave_aside(session, turn), nudge.id)
    text = clean(said)
    long = too_long(text)
    if long is not None:
        return _shown(session, turn, nudge.id).noting(long)
    follow_up_queries.change_nudge(session, nudge.id, text=text)
    return _shown(session, turn, nudge.id)


def ready(session: Session, turn: Turn, nudge_id: int, language: str) -> Outcome:
    """Let the ready text be the text of the letter, in one of the languages."""
    if language not in LANGUAGES:
        return only(Noted.NOT_THERE)
    nudge, _, matter = _opened(session, turn, nudge_id)
    text = ready_text.of(session, turn, matter, language)
    follow_up_queries.change_nudge(session, nudge.id, text=text, language=language)
    return _shown(session, turn, nudge.id)


def send(session: Session, turn: Turn, nudge_id: int) -> Outcome:
    """Let a letter leave to everybody whom it can reach."""
    rights.demand(turn, Right.NUDGE)
    sent = follow_up_queries.nudge(session, nudge_id)
    if sent is not None and sent.sent_at is not None and sent.written_by == turn.person_id:  # a double press
        town = _town(session, turn, sent)
        return town_page.of_town(session, turn, town, Note(Noted.NUDGED, {"town": town.name}))
    nudge, town, matter = _opened(session, turn, nudge_id)
    readers = reaching.who_gets_it(session, matter)
    obstacle = _obstacle(session, turn, matter, town) or (None if readers else _nobody(town))
    if obstacle is not None:
        return town_page.of_town(session, turn, town, obstacle)
    follow_up_queries.change_nudge(session, nudge.id, sent_at=turn.now, application_id=matter.application_id)
    for one in readers:
        _post(session, turn, nudge, one)
    claiming.record(session, turn, matter, "nudged", detail=str(nudge.id))
    return town_page.of_town(session, turn, town, Note(Noted.NUDGED, {"town": town.name}))


def _post(session: Session, turn: Turn, nudge: Nudge, reader: reaching.Contact) -> None:
    key, due_at = f"nudge:{nudge.id}", quiet_hours.next_out(turn.call.reminders, turn.call.zone, turn.now)
    if reader.person_id is not None:
        news = News(
            kind="nudge",
            key=key,
            application_id=nudge.application_id,
            ref_id=nudge.id,
            due_at=due_at,
            language=nudge.language,
        )
        telling.post(session, turn, reader.person_id, news)
        return
    message = Message(
        key=f"{key}:i{reader.interest_id}",
        kind="nudge",
        way="mail",
        address=reader.email or "",
        language=nudge.language,
        ref_id=nudge.id,
        payload={"interest": reader.interest_id},
        due_at=due_at,
    )
    outbox_queries.post(session, message, turn.now)


def _opened(session: Session, turn: Turn, nudge_id: int) -> tuple[Nudge, Municipality, Matter]:
    """Return a letter that the officer prepares, and what it is about.

    Raises:
        Instead: it is not there for this person, it left already, or a colleague took the municipality over.
    """
    rights.demand(turn, Right.NUDGE)
    nudge = follow_up_queries.nudge(session, nudge_id)
    if nudge is None or nudge.written_by != turn.person_id:
        raise rights.not_there(turn)
    town = _town(session, turn, nudge)
    _, matter = claiming.yours(session, turn, town.nis_code)
    if nudge.sent_at is not None:
        raise Instead(town_page.of_town(session, turn, town, Note(Noted.NUDGED, {"town": town.name})))
    return nudge, town, matter


def _town(session: Session, turn: Turn, nudge: Nudge) -> Municipality:
    known = follow_up_queries.one(session, nudge.follow_up_id)
    if known is None:
        raise rights.not_there(turn)
    return rights.own_town(turn, known[1].nis_code, Right.NUDGE)


def _obstacle(session: Session, turn: Turn, matter: Matter, town: Municipality) -> Note | None:
    """Return why no letter can leave now, or None."""
    if matter.group == "done":
        return Note(Noted.NOTHING_TO_FOLLOW, {"town": town.name})
    last = follow_up_queries.last_nudge_by(session, matter.followed.id) if matter.followed is not None else None
    zone = turn.call.zone
    if last is not None and last[0].astimezone(zone).date() == turn.now.astimezone(zone).date():
        return Note(Noted.NUDGED_TODAY, {"town": town.name, "by": called(session, last[1])})
    return None


def _nobody(town: Municipality) -> Note:
    return Note(Noted.NOBODY_TO_NUDGE, {"town": town.name})


def _shown(session: Session, turn: Turn, nudge_id: int) -> Outcome:
    """Show a letter in preparation; what is typed next is its text."""
    nudge, town, matter = _opened(session, turn, nudge_id)
    opening.ask_aside(session, turn, f"{ASIDE}{nudge_id}")
    officer = officer_queries.role_of(session, turn.person_id)
    leaves_at = quiet_hours.next_out(turn.call.reminders, turn.call.zone, turn.now)
    view = NudgeDraft(
        nudge_id=nudge_id,
        town=town,
        text=nudge.text,
        language=nudge.language,
        contacts=reaching.who_gets_it(session, matter),
        signed=called(session, turn.person_id),
        reply_to=officer.email if officer is not None else "",
        leaves_at=leaves_at if leaves_at > turn.now else None,
        zone=turn.call.zone,
    )
    return Outcome(view=view)
