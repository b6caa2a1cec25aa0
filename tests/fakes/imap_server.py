"""A real IMAP server on this machine, with one mailbox into which mails are delivered."""

import imaplib
import os
import pwd
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import mkdtemp

import pytest

DOVECOT = shutil.which("dovecot") or shutil.which("/usr/sbin/dovecot")
USER, PASSWORD = "kernbot", "geheim"
SETTINGS = """\
base_dir = {root}/run
state_dir = {root}/state
log_path = {root}/log
protocols = imap
listen = 127.0.0.1
ssl = no
disable_plaintext_auth = no
default_internal_user = {user}
default_login_user = {user}
default_internal_group = {group}
first_valid_uid = 1
mailbox_idle_check_interval = 1 s
mail_location = maildir:{root}/mail
passdb {{
  driver = static
  args = password={password}
}}
userdb {{
  driver = static
  args = uid={user} gid={group} home={root}/home
}}
service anvil {{
  chroot =
}}
service imap-login {{
  chroot =
  inet_listener imap {{
    port = {port}
  }}
}}
"""


@dataclass(slots=True, kw_only=True)
class ImapServer:
    """A running server with its one mailbox."""

    root: Path
    port: int
    process: "subprocess.Popen[bytes] | None" = None

    def start(self) -> None:
        """Start it and wait until it answers."""
        assert DOVECOT is not None
        self.process = subprocess.Popen(
            [DOVECOT, "-F", "-c", str(self.root / "dovecot.conf")], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
        )
        until = time.monotonic() + 10
        while time.monotonic() < until:
            try:
                with socket.create_connection(("127.0.0.1", self.port), timeout=1) as line:
                    if line.recv(100):
                        return
            except OSError:
                time.sleep(0.05)
        raise AssertionError((self.root / "log").read_text())

    def stop(self) -> None:
        """Stop it; every connection ends."""
        if self.process is not None:
            self.process.send_signal(signal.SIGTERM)
            self.process.wait(10)
            self.process = None

    def deliver(self, raw: bytes, at: float | None = None) -> None:
        """Put a mail into the mailbox, as a mail server does; `at` is when it took it."""
        with imaplib.IMAP4("127.0.0.1", self.port) as client:
            client.login(USER, PASSWORD)
            moment = imaplib.Time2Internaldate(at if at is not None else time.time())
            assert client.append("INBOX", "", moment, raw)[0] == "OK"

    def flags(self) -> list[str]:
        """Return the flags of each mail: "S" is seen; a mail that was never looked at has none."""
        found = [*(self.root / "mail" / "new").iterdir(), *(self.root / "mail" / "cur").iterdir()]
        return [path.name.partition(":2,")[2] for path in sorted(found)]


@contextmanager
def running_imap() -> Iterator[ImapServer]:
    """A real IMAP server.

    Raises:
        LookupError: there is none here; its sentence says why.
    """
    if DOVECOT is None:
        raise LookupError("there is no Dovecot here: .ci/dovecot installs it as root")
    if os.getuid() != 0:
        raise LookupError("Dovecot is started as root only")
    root = Path(mkdtemp(prefix="imap"))
    user = pwd.getpwnam("mail")
    root.chmod(0o755)
    for name in ("mail", "home"):
        (root / name).mkdir()
        os.chown(root / name, user.pw_uid, user.pw_gid)
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = SETTINGS.format(root=root, user="mail", group="mail", password=PASSWORD, port=port)
    (root / "dovecot.conf").write_text(settings)
    server = ImapServer(root=root, port=port)
    try:
        server.start()
        yield server
    finally:
        server.stop()
        shutil.rmtree(root, ignore_errors=True)


@pytest.fixture
def imap_server() -> Iterator[ImapServer]:
    """A real IMAP server, or a skip that says why there is none."""
    try:
        with running_imap() as server:
            yield server
    except LookupError as reason:
        pytest.skip(str(reason))
