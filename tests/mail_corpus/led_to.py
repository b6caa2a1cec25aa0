"""What a mail leads to, in one line: its sort, the items it answers, what is loose, its files and its wishes."""

from models.call_files.call_file import shipped_call
from models.mail_reading import numbered, parsing, passages, wishes
from models.mail_reading.mail import Sort
from tests.mail_corpus.specimen import US

CHECKLIST = shipped_call("profploeg-2021").checklist
OWN = "kernbot@kernbot.example.org"
assert US.startswith("kernbot+")


def led_to(raw: bytes) -> str:
    """Return what the mail leads to."""
    mail = parsing.parse(raw, OWN)
    if mail.sort is not Sort.PERSON:
        gone = f": {', '.join(mail.failed)} is gone" if mail.failed else ""
        return f"{mail.sort}, no answer{gone}"
    written = passages.written(mail.text)
    lines = [line for one in written.passages for line in one.lines]
    found = numbered.assign(written, CHECKLIST)
    parts = [f"{item.number}={_short(said)}" for item, said in numbered.pairs(found, CHECKLIST)]
    parts += [f"loose={_short(text)}" for one in found.loose if (text := wishes.without_small_talk(one))]
    parts += [f"{letter}->{key}" for letter, key in found.placed.items()]
    parts += [f"file={file.name}" for file in mail.files]
    parts += ["INDIENEN"] if wishes.wants_to_send(lines) else []
    parts += ["stop"] if wishes.wants_to_stop(lines, mail.subject) else []
    parts += ["cut"] if mail.is_cut else []
    return "; ".join(parts) or "nothing"


def _short(text: str) -> str:
    flat = " / ".join(text.split("\n"))
    return flat if len(flat) <= 44 else f"{flat[:43]}…"
