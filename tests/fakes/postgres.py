"""A PostgreSQL of our own on loopback, thrown away after the tests; skipped where none is installed."""

import os
import pwd
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

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
def running_postgres() -> Iterator[str]:
    """Yield the address of a server, without a database name, such as postgresql://postgres@127.0.0.1:5433.

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
    options = f"-c listen_addresses=127.0.0.1 -p {port} -k {folder} -c fsync=off -c max_connections=60"
    try:
        run(str(binaries / "initdb"), "-D", data, "-U", UNPRIVILEGED, "-A", "trust", "-E", "UTF8", "--no-sync")
        run(*control, "-o", options, "start")
        try:
            yield f"postgresql://{UNPRIVILEGED}@127.0.0.1:{port}"
        finally:
            run(*control, "-m", "immediate", "stop")
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[str]:
    """The address of a server that lasts as long as the tests of this process."""
    try:
        running = running_postgres()
        address = running.__enter__()
    except LookupError as reason:
        pytest.skip(str(reason))
    yield address
    running.__exit__(None, None, None)


@pytest.fixture
def postgres_url(postgres_server: str) -> Iterator[str]:
    """The address of an empty database."""
    import psycopg

    with psycopg.connect(f"{postgres_server}/postgres", autocommit=True) as connection:
        name = f"kernbot_{connection.execute('SELECT txid_current()').fetchone()[0]}"
        connection.execute(f"CREATE DATABASE {name}")
        yield f"{postgres_server}/{name}"
        connection.execute(f"DROP DATABASE {name} WITH (FORCE)")


@pytest.fixture(params=["sqlite", "postgresql"])
def any_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database: a test that takes this runs on both kinds."""
    if request.param == "postgresql":
        return request.getfixturevalue("postgres_url")
    return f"sqlite:///{tmp_path / 'kernbot.db'}"
