"""Somebody who writes mails to Kernbot: each is put into the folder that is read; what is mailed back is returned."""

import email
import email.policy
import os
import re
import secrets
from dataclasses import dataclass, field
from email.message import EmailMessage
from email.policy import SMTP

from tests.fakes.conversation import A_PDF, Town

US = "kernbot@localhost"
CODE = re.compile(r"^\d{6}$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Got:
    """A mail from Kernbot as its reader sees it."""

    message: EmailMessage

    @property
    def text(self) -> str:
        """Return its plain text."""
        body = self.message.get_body(("plain",))
        assert body is not None
        return str(body.get_content()).replace("\r\n", "\n")

    @property
    def code(self) -> str:
        """Return the code that it bears."""
        return CODE.findall(self.text)[0]

    @property
    def reply_to(self) -> str:
        """Return where a reply goes."""
        return str(self.message["Reply-To"] or self.message["From"])

    @property
    def is_reply(self) -> bool:
        """Return whether it answers a mail."""
        return self.message["In-Reply-To"] is not None

    @property
    def subject(self) -> str:
        """Return its subject."""
        return str(self.message["Subject"])

    @property
    def quoted(self) -> str:
        """Return its text as a mail program quotes it."""
        return "\n".join(f"> {line}".rstrip() for line in self.text.split("\n"))

    def __contains__(self, words: str) -> bool:
        return " ".join(words.split()) in " ".join(self.text.split())


def parsed(raw: bytes) -> EmailMessage:
    """Return a mail that was written."""
    found = email.message_from_bytes(raw, policy=email.policy.default)
    assert isinstance(found, EmailMessage)
    return found


@dataclass(slots=True, kw_only=True)
class Correspondent:
    """One mailbox and who writes from it."""

    town: Town
    mailbox: str
    name: str = "An Peeters"
    known: set[str] = field(default_factory=set)  # the files of mails that were read

    async def writes(
        self,
        text: str,
        subject: str = "Profploeg",
        to: str = US,
        files: tuple[tuple[str, bytes], ...] = (),
        **headers: str,
    ) -> Got | None:
        """Write a mail; return what was mailed back, or None."""
        mail = EmailMessage(policy=SMTP)
        mail["From"] = f"{self.name} <{self.mailbox}>"
        mail["To"] = to
        mail["Subject"] = subject
        for name, value in {"Message_ID": f"<{secrets.token_hex(8)}@example.be>", **headers}.items():
            mail[name.replace("_", "-")] = value
        mail.set_content(text)
        for name, content in files:
            mail.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)
        return await self.puts(mail.as_bytes())

    async def replies(
        self,
        got: Got,
        text: str,
        files: tuple[tuple[str, bytes], ...] = (),
        *,
        sender: str | None = None,
        **headers: str,
    ) -> Got | None:
        """Answer a mail as mail programs do: above it, with the mail quoted below."""
        intro = "Op wo 20 okt. 2021 om 10:00 schreef Kernbot <kernbot@localhost>:"
        whole = f"{text}\n\n{intro}\n{got.quoted}\n"
        references = f"{got.message['References'] or ''} {got.message['Message-ID']}".strip()
        before, self.mailbox = self.mailbox, sender or self.mailbox
        try:
            return await self.writes(
                whole,
                subject=f"Re: {got.subject.removeprefix('Re: ')}",
                to=got.reply_to,
                files=files,
                **{"In_Reply_To": str(got.message["Message-ID"]), "References": references, **headers},
            )
        finally:
            self.mailbox = before

    async def hears(self, got: Got, text: str, files: tuple[tuple[str, bytes], ...] = (), **headers: str) -> Got:
        """Answer a mail and return what was mailed back: something was."""
        back = await self.replies(got, text, files, **headers)
        assert back is not None
        return back

    async def is_reminded(self) -> Got:
        """Return the reminder that comes two weeks before the deadline of 12 November 2021."""
        await self.all_new()
        await self.town.house.planner.tick()
        self.town.clock.move_to("2021-10-29 09:00:30")
        await self.town.house.planner.tick()
        reminder = await self.newest()
        assert reminder is not None
        return reminder

    async def puts(self, raw: bytes, name: str | None = None) -> Got | None:
        """Put the bytes of a mail into the folder; return what was mailed back to this mailbox, or None."""
        folder = self.town.house.settings.data_dir / "mail-in"
        folder.mkdir(exist_ok=True)
        path = folder / (name or f"{secrets.token_hex(8)}.eml")
        path.write_bytes(raw)
        moment = self.town.clock.now.timestamp()
        os.utime(path, (moment, moment))
        assert self.town.house.mail_in is not None
        await self.town.house.mail_in.read()
        found = sorted(await self.all_new(), key=lambda one: one.is_reply)  # other mails may leave beside it
        return found[-1] if found else None

    async def newest(self) -> Got | None:
        """Send what is due; return the newest mail to this mailbox that was not returned before, or None."""
        found = await self.all_new()
        return found[-1] if found else None

    async def all_new(self) -> list[Got]:
        """Send what is due; return the mails to this mailbox that were not returned before."""
        await self.town.house.sweep.send_due()
        folder = self.town.house.settings.data_dir / "mail"
        paths = sorted(folder.glob("*.eml"), key=lambda path: path.stat().st_mtime_ns)
        fresh = [path for path in paths if path.name not in self.known]
        self.known |= {path.name for path in fresh}
        mails = [Got(message=parsed(path.read_bytes())) for path in fresh]
        return [one for one in mails if self.mailbox in str(one.message["To"])]

    async def opens(self) -> Got:
        """Apply by mail: write, prove the mailbox with the code, and return the questions."""
        asked = await self.writes("Dag,\n\nwij willen aanvragen.\n\nMet vriendelijke groeten\nAn\n")
        assert asked is not None
        questions = await self.replies(asked, asked.code)
        assert questions is not None
        return questions


DECISION = ("besluit college.pdf", A_PDF)
