"""One mail of the corpus, and the ways in which it is built."""

from collections.abc import Mapping
from dataclasses import dataclass
from email.message import EmailMessage
from email.policy import SMTP

AN = "An Peeters <an.peeters@heist-op-den-berg.be>"
US = "kernbot+token@kernbot.example.org"
A_PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
A_PNG = b"\x89PNG\r\n\x1a\n" + b"0" * 40
QUESTIONS = """\
Dag,

Aanvraag van Heist-op-den-Berg voor "Profploeg 2021". Indienen kan tot en met vrijdag 12 november 2021, 23.59 uur.

Dit ontbreekt nog (ongeveer 12 minuten):

3. Welke functie heeft de contactpersoon?
5. Op welk telefoonnummer bereiken we de contactpersoon?
12. Stuur het besluit van het college als PDF.
Stuur het bestand mee als bijlage.
13. Op welke dag nam het college dat besluit?

Antwoord op deze mail: begin elke lijn met het nummer, bijvoorbeeld "3: ...".

--
Kernbot begeleidt gemeenten bij hun aanvraag."""
QUOTED_LIST = """\
Op ma 23 aug. 2021 om 08:30 schreef Kernbot:
> Dag,
>
> Gemeente | Waar | Ontbreekt
> Lier | vraag 7 (Uitdaging) | nog 9 antwoorden
> Mol | niet begonnen"""
QUOTED = "\n".join(f"> {line}".rstrip() for line in QUESTIONS.split("\n"))


@dataclass(frozen=True, kw_only=True)
class Specimen:
    """A mail and what it leads to, in the words of `led_to`."""

    name: str
    raw: bytes
    leads_to: str
    to: str = "case"  # what it answers: a case, an officer's letter about a "town", or their weekly "list"


def mail(
    text: str | None,
    *,
    html: str | None = None,
    sender: str = AN,
    subject: str = "Re: Nog 14 dagen",
    headers: Mapping[str, str] | None = None,
    files: tuple[tuple[str, str, bytes], ...] = (),
    charset: str = "utf-8",
) -> bytes:
    """Return a mail; each file is (media type, name, content)."""
    made = EmailMessage(policy=SMTP.clone(max_line_length=998))
    made["From"] = sender
    made["To"] = US
    made["Subject"] = subject
    made["Message-ID"] = "<1@example.be>"
    for name, value in (headers or {}).items():
        made[name] = value
    if text is not None:
        made.set_content(text, charset=charset)
    if html is not None:
        if text is None:
            made.set_content(html, subtype="html", charset=charset)
        else:
            made.add_alternative(html, subtype="html", charset=charset)
    for kind, name, content in files:
        main, _, sub = kind.partition("/")
        made.add_attachment(content, maintype=main, subtype=sub, filename=name)
    return made.as_bytes()


def by_hand(*lines: str, sender: str = AN) -> bytes:
    """Return a mail whose headers and body are written out line by line, as broken as they are."""
    head = [f"From: {sender}", f"To: {US}", "Subject: Re: Nog 14 dagen", "Message-ID: <1@example.be>"]
    return "\r\n".join([*head, *lines]).encode("utf-8", "surrogateescape")
