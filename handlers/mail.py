"""What happens when somebody mails: read the stored mail, keep its files, apply one function of models."""

import asyncio
import hashlib
import secrets
import traceback
from pathlib import Path

import structlog

from handlers.services import Services
from models.correspondence.taken import Incoming, MailRules, RefusedFile
from models.correspondence.taking import Taken, take_mail
from models.files import file_kind
from models.files.file_kind import Refused
from models.mail_reading import parsing
from models.mail_reading.mail import Enclosed, Mail
from models.records import mail_in_queries
from models.storage.store import StoreUnavailable
from models.turns.attaching import Upload

log = structlog.get_logger(__name__)


async def take_up(services: Services, rules: MailRules) -> int:
    """Apply every stored mail that was not applied, in the order in which they came; return how many that were."""
    taken = 0
    while rows := await services.store.run(mail_in_queries.to_apply):
        for row_id in rows:
            await _take_or_count(services, rules, row_id)
            taken += 1
    return taken


async def _take_or_count(services: Services, rules: MailRules, row_id: int) -> None:
    """Apply a mail; one on which our own code fails holds up no other, and is parked after a few tries."""
    try:
        await take(services, rules, row_id)
    except StoreUnavailable:
        raise
    except Exception as error:  # noqa: BLE001 - our mistake: the mail stays stored, with a number in the log
        frames = [f"{Path(at.filename).name}:{at.lineno} {at.name}" for at in traceback.extract_tb(error.__traceback__)]
        parked = await services.store.run(mail_in_queries.count_failure, row_id, services.clock())
        log.error(  # noqa: TRY400 - a traceback may hold what people wrote
            "mail not applied",
            error_number=secrets.token_hex(4),
            mail_id=row_id,
            parked=parked,
            error=type(error).__name__,
            at=frames,
        )


async def take(services: Services, rules: MailRules, row_id: int) -> Taken | None:
    """Apply one stored mail; None when it was applied before."""
    stored = await services.store.run(mail_in_queries.stored, row_id)
    if stored is None:
        return None
    mail = await asyncio.to_thread(parsing.parse, stored.raw, rules.mailbox)
    incoming = await asyncio.to_thread(_with_files, services, row_id, mail)
    taken = await services.store.run(take_mail, services.house, rules, incoming, services.clock())
    for upload in incoming.uploads:
        if upload.stored_name not in taken.kept:
            await asyncio.to_thread(services.files.discard, upload.stored_name)
    log.info("mail taken", mail_id=row_id, came=taken.came)
    return taken


def _with_files(services: Services, row_id: int, mail: Mail) -> Incoming:
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
    return Incoming(row_id=row_id, mail=mail, uploads=tuple(uploads), refused=tuple(refused))


def _upload(services: Services, file: Enclosed) -> Upload:
    kind = file_kind.judge_file(file.content, file.name)
    return Upload(
        name=kind.name,
        media_type=kind.media_type,
        size=kind.size,
        sha256=hashlib.sha256(file.content).hexdigest(),
        stored_name=services.files.keep(file.content),
    )
