"""How an application is sent, and sent again."""

import json
from dataclasses import replace

from sqlmodel import Session

from models.answers import checklist
from models.answers.answer import fingerprint
from models.calls.call import Item
from models.calls.stages import Stage, step
from models.coach import clarity
from models.records.applications import attachment_queries, case_queries, overview_queries, submission_queries
from models.records.applications.case import Case
from models.records.applications.receipt import Receipt, canonical_json, checksum
from models.records.applications.submission import Submission
from models.records.applications.submission_queries import Sending
from models.records.desk import decision_queries, officer_queries
from models.records.messages import outbox_queries
from models.records.messages.outbox_queries import Message
from models.records.people import participant_queries, person_queries
from models.records.privacy.wiping import GONE
from models.turns import history, opening, telling
from models.turns.items import attaching, walking
from models.turns.outcome import Note, Noted, Outcome, only
from models.turns.people import beside, merging, ownership, proving
from models.turns.telling import News
from models.turns.turn import Turn
from models.turns.views import NeedsMailbox, Ready, Sent, Todo

# The side question of a summary: "send-7-0f3a12bc", with the application and the fingerprint of what was shown.
SUMMARY = "send-"


def prepare(session: Session, turn: Turn, case: Case) -> Outcome:
    """Show what would be sent, or say what stands in the way."""
    obstacle = _obstacle(session, turn, case)
    if obstacle is not None:
        return beside.with_offer(session, turn, case, obstacle)
    standing = _standing(session, case)
    if standing is not None and not _has_news(case, standing):
        sent = replace(_sent(session, turn, case, standing), is_news=False)
        return Outcome(view=sent, notes=(Note(Noted.NOTHING_NEW),))
    return _ready(session, turn, case)


def _obstacle(session: Session, turn: Turn, case: Case) -> Outcome | None:
    missing = checklist.missing(case.call.checklist, case.answers)
    proven = ownership.proven_for(session, turn, case)
    if missing:
        unclear = checklist.unclear(case.call.checklist, case.answers)
        files = attaching.unplaced(session, case)
        todo = Todo(case=case, missing=missing, unclear=unclear, mailbox_missing=not proven, unplaced=files)
        return Outcome(view=todo, notes=(Note(Noted.CANNOT_SEND),))
    if not proven:
        return needs_mailbox(session, turn, case)
    refused = ownership.refused_mailbox(turn, case, proven)
    if refused is not None:
        item = case.item("contact_email")
        number = item.number if item is not None else ""
        return only(Noted.MAILBOX_REFUSED, email=refused.email, reason=refused.reason, number=number)
    return merging.settle_ownership(session, turn, case, proven)


def needs_mailbox(session: Session, turn: Turn, case: Case) -> Outcome:
    """Ask for the code of the contact's mailbox; one is mailed unless one is on its way."""
    kept = case.kept.get("contact_email")
    email = proving.mailbox_of(str(kept.answer.value)) if kept is not None and kept.answer.value else None
    outcome = Outcome(view=NeedsMailbox(case=case, email=email))
    if email is None or proving.is_on_its_way(session, turn, email):
        return outcome
    return outcome.noting(proving.ask_code(session, turn, email))


def ask_yes(session: Session, turn: Turn, case: Case) -> str:
    """Let a yes that is typed next mean what the button of a summary means; return its fingerprint."""
    seen = fingerprint_of(case)
    opening.ask_aside(session, turn, f"{SUMMARY}{case.application_id}-{seen}")
    return seen


def _ready(session: Session, turn: Turn, case: Case) -> Outcome:
    """Show the summary; a yes that is typed next means what its button means."""
    seen = ask_yes(session, turn, case)
    mailbox = person_queries.proven_mailboxes(session, turn.person_id)[0]
    view = Ready(
        case=case,
        unclear=checklist.unclear(case.call.checklist, case.answers),
        files=overview_queries.files(session, case.application_id),
        fingerprint=seen,
        mailbox=mailbox,
    )
    return Outcome(view=view)


def new_code(session: Session, turn: Turn) -> Outcome:
    """Mail a new code: to the mailbox of the last one, else to the contact's."""
    email = proving.last_asked(session, turn)
    if email is not None:
        return Outcome(view=None, notes=(proving.ask_code(session, turn, email),))
    return needs_mailbox(session, turn, opening.own_case(session, turn))


def fingerprint_of(case: Case) -> str:
    """Return a short hash of exactly these answers, to notice that a colleague changed one meanwhile."""
    said = {
        key: kept.answer.said if kept.answer.value is None else kept.answer.value for key, kept in case.kept.items()
    }
    return fingerprint(json.dumps(said, sort_keys=True), "")[:8]


def submit(session: Session, turn: Turn, case: Case, application_id: int, seen: str) -> Outcome:
    """Send the application whose summary the person confirmed; `seen` is the fingerprint of that summary."""
    obstacle = _obstacle(session, turn, case)
    if obstacle is not None:
        return obstacle
    if case.application_id != application_id:  # the round closed meanwhile: what was seen was another round's
        return _ready(session, turn, case).noting(Note(Noted.SENT_LATE, {"round": case.round}))
    if fingerprint_of(case) != seen:
        return _ready(session, turn, case).noting(Note(Noted.CHANGED_MEANWHILE))
    standing = _standing(session, case)
    if standing is not None and not _has_news(case, standing):
        return Outcome(view=_sent(session, turn, case, standing), quiet=standing.sent_by == turn.person_id)
    return _send(session, turn, case, standing.version + 1 if standing else 1)


def _send(session: Session, turn: Turn, case: Case, version: int) -> Outcome:
    number = case.number or _new_number(session, case)
    content = receipt_of(session, case, number, turn)
    coach = {item.key: list(case.answers[item.key].unclear) for item in _unclear(case)}
    row = Sending(
        application_id=case.application_id,
        version=version,
        sent_at=turn.at,
        sent_by=turn.person_id,
        checksum=checksum(content),
        content=canonical_json(content),
        coach_version=clarity.COACH_VERSION,
        coach_outcome=json.dumps(coach, ensure_ascii=False, sort_keys=True),
    )
    submission_id = submission_queries.add(session, row)
    stage = _stage_after(session, case)
    values: dict[str, object] = {"stage": stage, "number": number, "last_sent_at": turn.at}
    sent = replace(case, stage=stage, number=number, last_sent_at=turn.at)
    if case.stage is Stage.INFORMATION_REQUESTED:
        values |= {"reply_by_at": None, "asked_first": None}
        sent = replace(sent, reply_by_at=None, asked_first=())
    if version == 1:
        values["first_sent_at"] = turn.at
    case_queries.change(session, case.application_id, **values)
    walking.stand_at(session, turn, case, None)
    history.record(session, turn, case, "submitted", detail=f"version={version} checksum={row.checksum[:16]}")
    if stage is not Stage.SUBMITTED:
        history.record(session, turn, case, stage, detail="replied")
    if case.stage is Stage.INFORMATION_REQUESTED:
        _tell_who_asked(session, turn, case)
    _post_receipts(session, turn, case, submission_id)
    return Outcome(view=_sent(session, turn, sent, row))


def _tell_who_asked(session: Session, turn: Turn, case: Case) -> None:
    """Tell the officer who asked for the information that it is there; who is one no more, all of the agency."""
    asked = decision_queries.newest(session, case.application_id, Stage.INFORMATION_REQUESTED)
    agency = [one.person_id for one in officer_queries.standing(session, "agency") if one.person_id is not None]
    if asked is None:
        return
    news = News(kind="information_given", key=f"information_given:{asked.id}", ref_id=asked.id)
    for person_id in [asked.decided_by] if asked.decided_by in agency else agency:
        telling.post(session, turn, person_id, news)


def _standing(session: Session, case: Case) -> Submission | None:
    """Return what was sent last, or None when nothing was."""
    return submission_queries.newest(session, case.application_id) if case.last_sent_at is not None else None


def _has_news(case: Case, standing: Submission) -> bool:
    """Return whether there is something to send: a change, or a reply that says that all is right as it was."""
    return case.stage is Stage.INFORMATION_REQUESTED or bool(_changed_since(case, standing))


def _stage_after(session: Session, case: Case) -> Stage:
    """Return the stage once it is sent: a reply to what was asked brings it back to where it came from."""
    if case.stage is Stage.SUBMITTED:
        return case.stage
    if case.stage is not Stage.INFORMATION_REQUESTED:
        return step(case.stage, Stage.SUBMITTED)
    asked = decision_queries.newest(session, case.application_id, Stage.INFORMATION_REQUESTED)
    return step(case.stage, asked.from_stage if asked is not None else Stage.SUBMITTED)


def _unclear(case: Case) -> tuple[Item, ...]:
    """Return what the coach found unclear; what only comes from before is no worse for that."""
    unclear = checklist.unclear(case.call.checklist, case.answers)
    return tuple(item for item in unclear if item.key in case.answers and case.answers[item.key].unclear)


def _new_number(session: Session, case: Case) -> str:
    prefix = f"{case.call.number_prefix}-{case.round.id}"
    return f"{prefix}-{submission_queries.next_number(session, prefix):04d}"


def receipt_of(session: Session, case: Case, number: str, turn: Turn) -> Receipt:
    """Return what the checksum is of: number, moment, call version, answers and the hashes of the files."""
    asked = {item.key for item in checklist.asked_items(case.call.checklist, case.answers)}
    files = attachment_queries.of_application(session, case.application_id)
    return Receipt(
        number=number,
        sent_at=turn.at,
        call_name=case.call.name,
        call_version=case.call.version,
        answers={key: kept.answer.value for key, kept in case.kept.items() if key in asked and kept.answer.said},
        attachments=tuple((row.item_key or "", row.file_name, row.sha256) for row in files),
    )


def _post_receipts(session: Session, turn: Turn, case: Case, submission_id: int) -> None:
    """Post the receipt to each proven mailbox of who works on it, and to the chat in which it was sent."""
    readers = [
        (person_id, language, "mail", email)
        for person_id, language, email in participant_queries.mailboxes(session, case.application_id)
    ]
    if turn.heard.front != "mail":  # who sends it by mail has it in the mailbox
        readers.append((turn.person_id, turn.speaker.language, turn.heard.front, str(turn.heard.chat_id)))
    for person_id, language, way, address in readers:
        message = Message(
            key=f"receipt:{submission_id}:{way}:{address}"[: telling.KEY_LENGTH],
            kind="receipt",
            way=way,
            address=address,
            language=language,
            person_id=person_id,
            application_id=case.application_id,
            ref_id=submission_id,
        )
        outbox_queries.post(session, message, turn.now)


def _sent(session: Session, turn: Turn, case: Case, row: Submission | Sending) -> Sent:
    proven = person_queries.proven_mailboxes(session, turn.person_id)
    return Sent(
        case=case,
        number=case.number or "",
        version=row.version,
        sent_at=row.sent_at,
        checksum=row.checksum,
        mailbox=proven[0] if proven else "",
    )


def unsent(session: Session, case: Case) -> tuple[Item, ...]:
    """Return the items that were changed after the last sending; none when it was never sent."""
    standing = _standing(session, case)
    return _changed_since(case, standing) if standing is not None else ()


def _changed_since(case: Case, standing: Submission) -> tuple[Item, ...]:
    answers = json.loads(standing.content)["answers"]
    sent = {key: value for key, value in answers.items() if value != GONE}  # that they were erased is no change
    asked = {item.key for item in checklist.asked_items(case.call.checklist, case.answers)}
    now = {key: kept.answer.value for key, kept in case.kept.items() if key in asked and kept.answer.said}
    return tuple(item for item in case.call.checklist.items if sent.get(item.key) != now.get(item.key))
