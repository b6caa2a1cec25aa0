"""What is left after a trial: in the database, in the mail folder, and what it says about lost and doubled."""

import email
import email.policy
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, NullPool, create_engine, inspect, text

from tests.faults.clerk import SILENT, Clerk


@contextmanager
def database(url: str) -> Iterator[Connection]:
    """Open the database beside the program, or after it died; what is written is kept."""
    patience = {"timeout": 30} if url.startswith("sqlite") else {}
    engine = create_engine(
        url.replace("postgresql://", "postgresql+psycopg://"), poolclass=NullPool, connect_args=patience
    )
    with engine.begin() as connection:
        yield connection


def moment_of_kill(url: str) -> str:
    """Return how far the updates were when the program died."""
    with database(url) as found:
        if not inspect(found).has_table("inbox"):
            return "before the first start"
        open_ones = found.execute(text("SELECT applied_at FROM inbox WHERE answered_at IS NULL")).scalars().all()
    if not open_ones:
        return "between turns"
    return "applied, not answered" if all(open_ones) else "stored, not applied"


def let_leases_end(url: str) -> None:
    """Do as if minutes passed: what a killed process was sending may be sent by another."""
    with database(url) as found:
        found.execute(
            text(
                "UPDATE outbox SET leased_until = created_at, due_at = created_at"
                " WHERE state IN ('due', 'sending', 'uncertain')"
            )
        )


def messages_waiting(url: str) -> int:
    """Return how many messages have not left yet."""
    with database(url) as found:
        return found.execute(
            text("SELECT count(*) FROM outbox WHERE state IN ('due', 'sending', 'uncertain')")
        ).scalar_one()


@dataclass(frozen=True, slots=True, kw_only=True)
class Findings:
    """What counts."""

    messages: int  # what people did
    lost: int  # of these, or of their answers, what is not there
    applied_twice: int
    unanswered: int
    repeated: int  # answers that came more than once
    submissions: int
    receipts: int  # mails; a mail that leaves again under the same Message-ID is the same file


def examine(url: str, clerks: list[Clerk]) -> Findings:
    """Count what came of everything that the clerks did."""
    messages = sum(clerk.person.acts for clerk in clerks)
    with database(url) as found:
        kept, applied, unanswered = found.execute(
            text("SELECT count(*), count(applied_at), count(*) - count(answered_at) FROM inbox")
        ).one()
        submissions = found.execute(text("SELECT count(*) FROM submission")).scalar_one()
        lost, twice = messages - applied, kept - messages
        for clerk in clerks:
            missing, doubled = _answers(found, clerk)
            lost, twice = lost + missing, twice + doubled
    answers = sum(len(clerk.person.pages()) for clerk in clerks)
    return Findings(
        messages=messages,
        lost=lost,
        applied_twice=twice,
        unanswered=unanswered,
        repeated=answers - (messages - SILENT * len(clerks)),
        submissions=submissions,
        receipts=sum(_receipts(clerk) for clerk in clerks),
    )


def _answers(found: Connection, clerk: Clerk) -> tuple[int, int]:
    """Return how many answers and files of a clerk are missing in the history, and how many stand there twice."""
    rows = found.execute(
        text(
            "SELECT event.what, event.item_key FROM event JOIN chat ON chat.person_id = event.person_id"
            " WHERE chat.chat_id = :chat AND event.what IN ('answered', 'file_added', 'submitted')"
        ),
        {"chat": clerk.person.chat},
    )
    happened = Counter((what, item_key) for what, item_key in rows)
    expected = Counter(("answered", key) for key in clerk.answered)
    expected[("file_added", "college_decision")] = clerk.files
    expected[("submitted", None)] = 1
    return (expected - happened).total(), (happened - expected).total()


def _receipts(clerk: Clerk) -> int:
    """Return how many receipts were mailed to a clerk."""
    mails = [
        email.message_from_bytes(path.read_bytes(), policy=email.policy.default)
        for path in clerk.mail_folder.glob("*.eml")
    ]
    mine = [mail for mail in mails if clerk.mailbox in str(mail["To"])]
    return sum(1 for mail in mine if any(part.get_content_type() == "application/pdf" for part in mail.walk()))
