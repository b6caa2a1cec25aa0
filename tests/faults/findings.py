"""What is left after a trial: in the database, in the mail folder, and what it says about lost and doubled."""

import email
import email.policy
import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.faults.clerk import SILENT, Clerk


@contextmanager
def database(data_dir: Path) -> Iterator[sqlite3.Connection]:
    """Open the database beside the program, or after it died."""
    with closing(sqlite3.connect(data_dir / "kernbot.db", timeout=30)) as connection:
        yield connection


def moment_of_kill(data_dir: Path) -> str:
    """Return how far the updates were when the program died."""
    if not (data_dir / "kernbot.db").exists():
        return "before the first start"
    with database(data_dir) as found:
        try:
            open_ones = found.execute("SELECT applied_at FROM inbox WHERE answered_at IS NULL").fetchall()
        except sqlite3.OperationalError:  # it died while it made its tables
            return "before the first start"
    if not open_ones:
        return "between turns"
    return "applied, not answered" if all(applied for (applied,) in open_ones) else "stored, not applied"


def let_leases_end(data_dir: Path) -> None:
    """Do as if minutes passed: what a killed process was sending may be sent by another."""
    with database(data_dir) as found:
        found.execute(
            "UPDATE outbox SET leased_until = created_at, due_at = created_at WHERE state IN (?, ?, ?)",
            ("due", "sending", "uncertain"),
        )
        found.commit()


def messages_waiting(data_dir: Path) -> int:
    """Return how many messages have not left yet."""
    with database(data_dir) as found:
        row = found.execute("SELECT count(*) FROM outbox WHERE state IN ('due', 'sending', 'uncertain')").fetchone()
    return int(row[0])


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


def examine(data_dir: Path, clerks: list[Clerk]) -> Findings:
    """Count what came of everything that the clerks did."""
    messages = sum(clerk.person.acts for clerk in clerks)
    with database(data_dir) as found:
        kept, applied, unanswered = found.execute(
            "SELECT count(*), count(applied_at), count(*) - count(answered_at) FROM inbox"
        ).fetchone()
        submissions = found.execute("SELECT count(*) FROM submission").fetchone()[0]
        lost, twice = messages - applied, kept - messages
        for clerk in clerks:
            missing, doubled = _answers(found, clerk)
            lost, twice = lost + missing, twice + doubled
    answers = sum(1 for clerk in clerks for page in clerk.person.pages() if page.document is None)
    return Findings(
        messages=messages,
        lost=lost,
        applied_twice=twice,
        unanswered=unanswered,
        repeated=answers - (messages - SILENT * len(clerks)),
        submissions=submissions,
        receipts=sum(_receipts(clerk) for clerk in clerks),
    )


def _answers(found: sqlite3.Connection, clerk: Clerk) -> tuple[int, int]:
    """Return how many answers and files of a clerk are missing in the history, and how many stand there twice."""
    rows = found.execute(
        "SELECT event.what, event.item_key FROM event JOIN chat ON chat.person_id = event.person_id"
        " WHERE chat.chat_id = ? AND event.what IN ('answered', 'file_added', 'submitted')",
        (clerk.person.chat,),
    )
    happened = Counter(rows.fetchall())
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
