"""What has to hold after every step of a random conversation, and how it is found out that it does not."""

from collections.abc import Iterable

from sqlalchemy import String, func, literal, select, union_all
from sqlmodel import Session, col

from models.records.privacy.erasure import Erasure
from models.records.tables import metadata
from tests.fakes.conversation import Said

# What is typed lies here as it came, whatever is made of it: that does not count as kept.
AS_IT_CAME = {"inbox", "local_chat", "local_message", "local_file", "outbox", "mail_in"}
# How the bot says that what was typed was not taken: then the person knows.
NOT_TAKEN = (
    "Dat begrijp ik niet",
    "I do not understand",
    "Dat commando ken ik niet",
    "I do not know that command",
    "nog niet bewaard",
    "heb ik niet bewaard",
    "was not kept yet",
    "I did not save",
    "lees ik niet als een e-mailadres",
    "as an e-mail address",
    "verandert niets meer",
    "nothing changes here any more",
)
OUR_MISTAKE = ("foutnummer", "error number")


class Broken(AssertionError):
    """A promise that did not hold."""


def answered(said: Said) -> None:
    """Hold that something came back."""
    if not (said.text.strip() or said.documents):
        raise Broken("silence")


def no_mistake_of_ours(text: str, logs: Iterable[dict[str, object]]) -> None:
    """Hold that nobody reads of a mistake of ours, and that the log has none."""
    if any(words in text for words in OUR_MISTAKE):
        raise Broken(f"our mistake: {text[-300:]}")
    bad = [one for one in logs if one.get("log_level") in {"error", "critical"} or one.get("exc_info")]
    if bad:
        raise Broken(f"in the log: {bad}")


def is_kept(session: Session, mark: str) -> bool:
    """Return whether a text is kept in some row, beside how it came in."""
    found = [
        select(literal(1)).where(column.contains(mark))
        for table in metadata().tables.values()
        if table.name not in AS_IT_CAME
        for column in table.columns
        if isinstance(column.type, String)
    ]
    return session.connection().execute(union_all(*found).limit(1)).first() is not None


def erasures(session: Session) -> int:
    """Return how many were erased: what they typed is gone on purpose."""
    return session.scalar(select(func.count(col(Erasure.id)))) or 0
