"""A whole PostgreSQL database as one file, by the programs that come with PostgreSQL."""

import shutil
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy import make_url

from models.storage.copies.database_copy import CannotCopy

_MOST_SAID = 300  # characters of what a program says went wrong
_COPY = b"COPY "
_END = b"\\.\n"


def dump_into(url: str, snapshot: str, target: Path) -> None:
    """Write what the exported snapshot sees into `target`, compressed.

    Raises:
        CannotCopy: pg_dump is not there or cannot do it.
    """
    with _reachable(url, target.parent) as database:
        _run(
            "pg_dump", "--format=custom", f"--snapshot={snapshot}", *_PLAIN, f"--file={target}", f"--dbname={database}"
        )


def rows_in(dump: Path) -> dict[str, int]:
    """Return how many rows of each table a dump holds; it is read to its last byte.

    Raises:
        CannotCopy: it cannot be read.
    """
    found: Counter[str] = Counter()
    name = ""
    with subprocess.Popen(  # noqa: S603 - ours
        [_program("pg_restore"), "--data-only", "--file=-", str(dump)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
    ) as reading:
        assert reading.stdout is not None  # noqa: S101 - asked for
        for line in reading.stdout:
            if name and line == _END:
                name = ""
            elif name:
                found[name] += 1
            elif line.startswith(_COPY):
                name = line.split()[1].decode().rpartition(".")[2].strip('"')
                found[name] += 0
    if reading.returncode:
        raise CannotCopy("the database in it cannot be read by pg_restore")
    return {table: count for table, count in found.items() if table != "alembic_version"}


def put_back(url: str, dump: Path) -> None:
    """Put everything of a dump into an empty database but its revision: without one nothing can be started on it.

    Raises:
        CannotCopy: pg_restore is not there or cannot do it; then nothing of it is kept.
    """
    listed = _run("pg_restore", "--list", str(dump))
    wanted = dump.with_suffix(".list")
    wanted.write_text("\n".join(line for line in listed.splitlines() if "alembic_version" not in line))
    with _reachable(url, dump.parent) as database:
        _run(
            "pg_restore", "--single-transaction", "--exit-on-error", *_PLAIN, f"--use-list={wanted}",
            f"--dbname={database}", str(dump),
        )  # fmt: skip


_PLAIN = ("--no-owner", "--no-privileges", "--no-password")


@contextmanager
def _reachable(url: str, folder: Path) -> Iterator[str]:
    """Yield the address without its password, which would be seen among the processes; a file gives it meanwhile."""
    known = make_url(url)
    address = known._replace(drivername="postgresql", password=None)  # set() takes None for "as it is"
    if known.password is None:
        yield address.render_as_string()
        return
    file = folder / "passwords"
    file.touch(mode=0o600)
    file.write_text("*:*:*:*:" + str(known.password).replace("\\", "\\\\").replace(":", "\\:"))
    try:
        yield address.update_query_dict({"passfile": str(file)}).render_as_string()
    finally:
        file.unlink()


def _run(name: str, *words: str) -> str:
    done = subprocess.run([_program(name), *words], capture_output=True, text=True, check=False)  # noqa: S603 - ours
    if done.returncode:
        said = done.stderr.strip().partition("\nLINE ")[0].partition("\nCommand was: ")[0]  # then comes the statement
        raise CannotCopy(f"{name}: {said[:_MOST_SAID]}")
    return done.stdout


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        raise CannotCopy(f"{name} is not on the PATH: install the client programs of PostgreSQL (postgresql-client)")
    return found
