"""What a mail leads to, in one line: its sort, the items it answers, what is loose, its files and its wishes."""

from datetime import date

from models.call_files.call_file import shipped_call
from models.language.clean_text import folded
from models.mail_reading import by_name, clerk_orders, numbered, orders, parsing, passages, wishes
from models.mail_reading.mail import Sort
from models.places.municipality import all_municipalities, municipalities_on
from tests.mail_corpus.specimen import US, Specimen

CHECKLIST = shipped_call("profploeg-2021").checklist
CLOSES = date(2021, 11, 12)
OWN = "kernbot@kernbot.example.org"
assert US.startswith("kernbot+")


def led_to(specimen: Specimen) -> str:
    """Return what the mail leads to."""
    mail = parsing.parse(specimen.raw, OWN)
    if mail.sort is not Sort.PERSON:
        gone = f": {', '.join(mail.failed)} is gone" if mail.failed else ""
        return f"{mail.sort}, no answer{gone}"
    if specimen.to != "case":
        return _at_desk(mail.text, specimen.to) or "nothing"
    written = passages.unsigned(passages.written(mail.text), mail.sender or "")
    lines = written.lines
    end = clerk_orders.ends(written)
    if end is not None:
        return f"asks to end: {end}"
    invited, written = clerk_orders.invited(written)
    found = numbered.assign(written, CHECKLIST)
    parts = [f"{item.number}={_short(said)}" for item, said in numbered.pairs(found, CHECKLIST)]
    parts += [f"loose={_short(text)}" for one in found.loose if (text := wishes.without_small_talk(one))]
    parts += [f"{letter}->{key}" for letter, key in found.placed.items()]
    parts += [f"file={file.name}" for file in mail.files]
    parts += [f"invite={one.email}{' to take over' if one.hand_over else ''}" for one in invited]
    parts += ["INDIENEN"] if wishes.wants_to_send(lines) else []
    parts += ["stop"] if wishes.wants_to_stop(lines, mail.subject) else []
    parts += ["cut"] if mail.is_cut else []
    return "; ".join(parts) or "nothing"


def _at_desk(text: str, to: str) -> str:
    """Return what the mail of an officer orders."""
    if to == "town":
        return _ordered(passages.written(text).lines)
    found = by_name.by_name(passages.written(text, lambda line: _code(by_name.head(line)) is not None), _code)
    parts = [f"{all_municipalities()[code].name}: {_ordered(lines)}" for code, lines in found.said.items()]
    loose = wishes.without_small_talk("\n".join(found.loose))
    return " | ".join([*parts, *([f"loose={_short(loose)}"] if loose else [])])


def _ordered(lines: list[str]) -> str:
    said = orders.read(lines)
    days = {order: f" {order.days}" if order.days else "" for order in said.orders}
    parts = [f"{order.what}{days[order]}" for order in said.orders]
    return "; ".join([*parts, *([f"note={_short(said.note)}"] if said.note else [])])


def _code(name: str) -> str | None:
    found = (one.nis_code for one in municipalities_on(CLOSES).values() if folded(one.name) == folded(name))
    return next(found, None)


def _short(text: str) -> str:
    flat = " / ".join(text.split("\n"))
    return flat if len(flat) <= 44 else f"{flat[:43]}…"
