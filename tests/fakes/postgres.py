"""A PostgreSQL of our own on loopback, thrown away after the tests; skipped where none is installed."""

import atexit
import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

import pytest

from tests.fakes.empty_database import lay_out, with_tables

INSTALLED = Path("/usr/lib/postgresql")
UNPRIVILEGED = "postgres"  # it refuses to run as root


def _binaries() -> Path:
    """Return the folder of the newest server that is installed.

    Raises:
        LookupError: there is none that can run here; the text says why.
    """
    on_path = shutil.which("initdb")
    if on_path is not None:
        return Path(on_path).resolve().parent
    found = sorted(INSTALLED.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    if not found:
        raise LookupError("no PostgreSQL server is installed")
    return found[-1].parent


def _as_user() -> list[str]:
    """Return the words that let a command run as somebody who is not root."""
    if os.geteuid() != 0:
        return []
    if shutil.which("runuser") is None:
        raise LookupError("PostgreSQL refuses to run as root, and there is no runuser")
    try:
        pwd.getpwnam(UNPRIVILEGED)
    except KeyError:
        raise LookupError(f"PostgreSQL refuses to run as root, and there is no user {UNPRIVILEGED}") from None
    return ["runuser", "-u", UNPRIVILEGED, "--"]


@contextmanager
def running_postgres(*, is_durable: bool = False) -> Iterator[str]:
    """Yield the address of a server, without a database name, such as postgresql://postgres@127.0.0.1:5433.

    Unless it is durable, it spares the disk.

    Raises:
        LookupError: it cannot run here; the text says why.
    """
    binaries, as_user = _binaries(), _as_user()
    folder = Path(tempfile.mkdtemp(prefix="kernbot-postgres-"))
    if as_user:
        shutil.chown(folder, UNPRIVILEGED)

    def run(*command: str) -> None:
        done = subprocess.run([*as_user, *command], cwd=folder, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise LookupError(f"PostgreSQL does not start: {done.stderr.strip()[-300:]}")

    port, data = _free_port(), str(folder / "data")
    control = [str(binaries / "pg_ctl"), "-D", data, "-l", str(folder / "log"), "-w"]
    fast = "" if is_durable else "-c fsync=off -c full_page_writes=off"
    options = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} {fast} -c max_connections=100"
    try:
        run(str(binaries / "initdb"), "-D", data, "-U", UNPRIVILEGED, "-A", "trust", "-E", "UTF8", "--no-sync")
        run(*control, "-o", options, "start")
        try:
            yield f"postgresql://{UNPRIVILEGED}@127.0.0.1:{port}"
        finally:
            run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def restart(address: str) -> None:
    """Let the server at this address crash, and start again."""
    folder = folder_of(address)
    command = [str(_binaries() / "pg_ctl"), "-D", str(folder / "data"), "-l", str(folder / "log")]
    done = [*_as_user(), *command, "-w", "-m", "immediate", "restart"]
    subprocess.run(done, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=True)


def folder_of(address: str) -> Path:
    """Return the folder of the server at this address; it may do there what it likes."""
    import psycopg

    with psycopg.connect(f"{address}/postgres", autocommit=True) as connection:
        [data] = connection.execute("SHOW data_directory").fetchone()
    return Path(data).parent


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@lru_cache(maxsize=1)
def the_server() -> str:
    """Return the address of a server that lasts as long as this process.

    Raises:
        LookupError: it cannot run here; the text says why.
    """
    running = running_postgres()
    address = running.__enter__()
    atexit.register(running.__exit__, None, None, None)
    return address


@lru_cache(maxsize=1)
def tables() -> str:
    """Return the name of a database with all tables, from which others are made."""
    name = "kernbot_tables"
    _administered(f"CREATE DATABASE {name}")
    with_tables(f"{the_server()}/{name}")
    return name


def new_database(template: str = "") -> str:
    """Return the address of a database with all tables and nothing in them, or of a copy of one that nobody uses."""
    name = f"kernbot_{secrets.token_hex(6)}"
    _administered(f"CREATE DATABASE {name} TEMPLATE {template or tables()} STRATEGY file_copy")
    return f"{the_server()}/{name}"


def drop_database(url: str) -> None:
    """Throw a database away, whoever still uses it."""
    _administered(f"DROP DATABASE {url.rpartition('/')[2]} WITH (FORCE)")


@pytest.fixture(scope="session")
def postgres_server() -> str:
    """The address of a server that lasts as long as the tests of this process."""
    try:
        return the_server()
    except LookupError as reason:
        pytest.skip(str(reason))


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The address of a database with all tables and nothing in them."""
    url = new_database()
    yield url
    drop_database(url)


@pytest.fixture
def bare_postgres_url(postgres_server: str) -> Iterator[str]:
    """The address of a database without any table."""
    url = new_database("template0")
    yield url
    drop_database(url)


@pytest.fixture(params=["sqlite", "postgresql"])
def any_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database with all tables: a test that takes this runs on both kinds."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgres_url")
    return request.getfixturevalue("sqlite_url")


@pytest.fixture(params=["sqlite", "postgresql"])
def any_bare_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without any table, of both kinds."""
    if request.param == "postgresql":
        return request.getfixturevalue("bare_postgres_url")
    return f"sqlite:///{tmp_path / 'kernbot.db'}"


@pytest.fixture
def sqlite_url(tmp_path: Path) -> str:
    """The address of an SQLite database with all tables and nothing in them."""
    lay_out(tmp_path / "kernbot.db")
    return f"sqlite:///{tmp_path / 'kernbot.db'}"


def _administered(statement: str) -> None:
    import psycopg

    with psycopg.connect(f"{the_server()}/postgres", autocommit=True) as connection:
        connection.execute(statement)


def give(folder: Path) -> None:
    """Let the server have a folder."""
    if os.geteuid() == 0:
        shutil.chown(folder, UNPRIVILEGED)
