"""Where traces of a person can be: every byte of every file of the data folder, and every row."""

import email
import email.policy
from collections.abc import Collection
from pathlib import Path

from sqlalchemy import Engine, select
from sqlmodel import Session

from models.records.tables import metadata
from tests.fakes.conversation import Town


def in_files(folder: Path, words: Collection[str]) -> list[tuple[str, str]]:
    """Return (file, word) for each word that stands in the name or the bytes of a file, also within a mail's parts."""
    found = []
    for path in sorted(one for one in folder.rglob("*") if one.is_file()):
        contents = [path.read_bytes(), str(path.relative_to(folder)).encode()]
        if path.suffix == ".eml":
            mail = email.message_from_bytes(contents[0], policy=email.policy.default)
            contents += [part.get_payload(decode=True) or b"" for part in mail.walk() if not part.is_multipart()]
        for word in words:
            forms = {word.encode(), word.encode("utf-16-le"), word.encode("ascii", "backslashreplace")}
            if any(form.lower() in content.lower() for content in contents for form in forms):
                found.append((path.name, word))
    return found


def in_rows(engine: Engine, words: Collection[str]) -> list[tuple[str, str, str]]:
    """Return (table, column, word) for each word that stands in a row."""
    found = []
    with Session(engine) as session:
        for name, table in metadata().tables.items():
            for row in session.connection().execute(select(table)).mappings():
                for column, value in row.items():
                    text = value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)
                    found += [(name, column, word) for word in words if word.lower() in text.lower()]
    return found


async def left_of(town: Town, words: Collection[str]) -> list[tuple[str, ...]]:
    """Return every place in the house where one of the words still stands."""
    town.clock.pass_(seconds=31)  # the goodbye has been read
    await town.house.erasures.finish()
    store = town.house.services.store
    return [*in_rows(store.engine, words), *in_files(town.house.settings.data_dir, words)]
