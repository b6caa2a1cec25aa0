"""What happens when somebody mails: read the stored mail, keep its files, apply one function of models."""

import asyncio
import hashlib
import secrets
import traceback
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import structlog

from handlers.services import Services
from models.correspondence.parked import count_failure
from models.correspondence.taken import Incoming, MailRules, RefusedFile
from models.correspondence.taking import take_mail
from models.files import file_kind
from models.files.file_kind import Refused
from models.mail_reading import parsing
from models.mail_reading.mail import Enclosed, Mail
from models.records.messages import mail_in_queries
from models.records.messages.mail_in_queries import Stored
from models.storage.works.store import StoreUnavailable
from models.turns.items.attaching import Upload

log = structlog.get_logger(__name__)


async def take_up(services: Services, rules: MailRules) -> int:
    """Apply every stored mail that was not applied; return how many tries that took.

    The mails of one sender in the order in which they came, those of several beside each other: they share commits.
    """
    tries = 0
    while stored := await services.store.run(mail_in_queries.to_apply):
        read = await asyncio.to_thread(_read_all, services, rules, stored)
        by_sender: dict[str | None, list[Read]] = {}
        for one in read:
            by_sender.setdefault(one.sender, []).append(one)
        await asyncio.gather(*(_take_in_turn(services, rules, some) for some in by_sender.values()))
        tries += len(stored)
    return tries


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """A stored mail that was read, or the mistake that kept our code from it."""

    row_id: int
    incoming: Incoming | None = None
    mistake: Exception | None = None

    @property
    def sender(self) -> str | None:
        """Return who says to have written it."""
        return self.incoming.mail.sender if self.incoming is not None else None


async def _take_in_turn(services: Services, rules: MailRules, some: Sequence[Read]) -> None:
    """Apply mails one after the other; one on which our own code fails holds up no other, and is parked in the end."""
    for one in some:
        if one.incoming is None:
            await _count(services, one, one.mistake)
            continue
        try:
            await _take(services, rules, one.incoming)
        except StoreUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 - our mistake: the mail stays stored, with a number in the log
            await _count(services, one, error)


async def _count(services: Services, one: Read, error: Exception | None) -> None:
    frames = traceback.extract_tb(error.__traceback__) if error is not None else []
    number = secrets.token_hex(4)
    mail = one.incoming.mail if one.incoming is not None else None
    parked = await services.store.run(
        count_failure, one.row_id, mail, services.house.language, number, services.clock()
    )
    log.error(
        "mail not applied",
        error_number=number,
        mail_id=one.row_id,
        parked=parked,
        error=type(error).__name__,
        at=[f"{Path(at.filename).name}:{at.lineno} {at.name}" for at in frames],  # no traceback: it may hold words
    )


async def _take(services: Services, rules: MailRules, incoming: Incoming) -> None:
    """Apply one stored mail; files that belong to nothing afterwards are thrown away."""
    ending = await services.store.run(take_mail, services.house, rules, incoming, services.clock())
    kept = ending.kept_files if ending is not None else frozenset[str]()
    for upload in incoming.uploads:
        if upload.stored_name not in kept:
            await asyncio.to_thread(services.files.discard, upload.stored_name)
    log.info("mail taken", mail_id=incoming.row_id, came=ending.came if ending is not None else None)


def _read_all(services: Services, rules: MailRules, stored: Sequence[Stored]) -> list[Read]:
    return [_read(services, rules, one) for one in stored]


def _read(services: Services, rules: MailRules, stored: Stored) -> Read:
    try:
        mail = parsing.parse(stored.raw, rules.mailbox)
        return Read(row_id=stored.row_id, incoming=_with_files(services, stored, mail))
    except OSError as error:  # the disk takes no files now: it is tried again, and nothing is counted against the mail
        raise StoreUnavailable("the files of a mail could not be kept") from error
    except Exception as error:  # noqa: BLE001 - our mistake, as above
        return Read(row_id=stored.row_id, mistake=error)


def _with_files(services: Services, stored: Stored, mail: Mail) -> Incoming:
    """Judge the files by their content and keep those that can be taken, before the transaction that places them."""
    uploads: list[Upload] = []
    refused: list[RefusedFile] = []
    for file in mail.files:
        try:
            uploads.append(_upload(services, file))
        except Refused as problem:
            refused.append(RefusedFile(name=file.name, reason=problem.reason))
    if mail.is_cut:
        refused.append(RefusedFile(name="", reason="mail_cut"))
    return Incoming(
        row_id=stored.row_id,
        mail=mail,
        received_at=stored.received_at,
        proven_as=stored.proven_as,
        uploads=tuple(uploads),
        refused=tuple(refused),
    )


def _upload(services: Services, file: Enclosed) -> Upload:
    kind = file_kind.judge_file(file.content, file.name)
    return Upload(
        name=kind.name,
        media_type=kind.media_type,
        size=kind.size,
        sha256=hashlib.sha256(file.content).hexdigest(),
        stored_name=services.files.keep(file.content),
    )
