"""What was deleted leaves the bytes of an SQLite file once it is scrubbed, and not before."""

import random
import re
import sqlite3
from pathlib import Path

from sqlalchemy import Engine, text

from models.storage.copies.scrubbing import scrub
from models.storage.database import open_engine


def filled(path: Path) -> tuple[Engine, list[str]]:
    """Return a database in which rows grew, moved and were deleted, and what the deleted ones held."""
    engine, chance = open_engine(f"sqlite:///{path}"), random.Random(0)
    ids, words = [], []
    connection = engine.raw_connection()
    cursor = connection.cursor()
    cursor.execute("CREATE TABLE said (id TEXT PRIMARY KEY, words TEXT)")
    cursor.execute("CREATE INDEX by_words ON said (words)")
    cursor.execute("BEGIN")
    for number in range(3000):
        ids.append(f"{chance.random():.12f}")
        words.append(f"SECRET{number:06d}#{'x' * chance.randint(0, 900)}")
        cursor.execute("INSERT INTO said VALUES (?, ?)", (ids[-1], words[-1]))
        if chance.random() < 0.4:
            place = chance.randrange(len(ids))
            words[place] = f"{words[place][:13]}{'y' * chance.randint(0, 900)}"
            cursor.execute("UPDATE said SET words = ? WHERE id = ?", (words[place], ids[place]))
    gone = chance.sample(range(3000), 600)
    cursor.executemany("DELETE FROM said WHERE id = ?", [(ids[one],) for one in gone])
    cursor.execute("COMMIT")
    cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    cursor.close()
    connection.close()
    return engine, [words[one][:12] for one in gone]


def left(path: Path, words: list[str]) -> int:
    content = b"".join(one.read_bytes() for one in path.parent.glob(f"{path.name}*"))
    return len({one.decode() for one in re.findall(rb"SECRET\d{6}", content)} & set(words))


def test_deleting_leaves_traces_and_scrubbing_none(tmp_path: Path) -> None:
    path = tmp_path / "kernbot.db"
    engine, words = filled(path)
    assert left(path, words) > 0, "then VACUUM is not needed any more"
    assert scrub(engine)
    assert left(path, words) == 0
    engine.dispose()


def test_a_database_that_others_write_to_is_scrubbed_later(tmp_path: Path) -> None:
    path = tmp_path / "kernbot.db"
    engine = open_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE said (words TEXT)"))
    other = sqlite3.connect(path, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    assert not scrub(engine)
    other.execute("ROLLBACK")
    other.close()
    assert scrub(engine)
    engine.dispose()
