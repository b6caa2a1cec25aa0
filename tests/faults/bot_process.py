"""The real program, `kernbot run`, as a process of its own that can be killed at any moment."""

import json
import os
import signal
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from tests.fakes.bot_api_server import TOKEN

ROOT = Path(__file__).parents[2]


class BotProcess:
    """`kernbot run` on a data folder, against a Bot API at `api_url`, or without a token when that is None.

    What it writes to standard error is added to `log`, over all its lives. With `at` it begins at another moment;
    whatever else is given is a setting.
    """

    def __init__(
        self,
        data_dir: Path,
        api_url: str | None,
        *,
        token: str = TOKEN,
        http_port: int = 0,
        database_url: str = "",
        at: datetime | None = None,
        **settings: object,
    ) -> None:
        self.data_dir = data_dir
        self.database_url = database_url or f"sqlite:///{data_dir / 'kernbot.db'}"
        self.log = data_dir.with_name(f"{data_dir.name}.log")
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("KERNBOT_")},
            "PYTHONPATH": str(ROOT),
            "KERNBOT_DATA_DIR": str(data_dir),
            "KERNBOT_DATABASE_URL": database_url,
            "KERNBOT_TELEGRAM_TOKEN": token if api_url else "",
            "KERNBOT_TELEGRAM_API_URL": api_url or "https://api.telegram.org",
            "KERNBOT_HTTP_PORT": str(http_port),
            "NO_PROXY": "127.0.0.1",
            **{f"KERNBOT_{name.upper()}": str(value) for name, value in settings.items()},
        }
        self._run = ("bot", "run") if at is None else ("tests.faults.run_at", at.isoformat())
        self._process: subprocess.Popen | None = None
        self._logged = 0  # bytes, before its present life

    def start(self, *, stdin: int = subprocess.DEVNULL) -> None:
        """Start it; it is up when its log says so."""
        self.data_dir.mkdir(parents=True, exist_ok=True)
        self._logged = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [sys.executable, "-m", *self._run],
                cwd=self.data_dir,  # no .env of whoever runs the tests
                env=self._environment,
                stdin=stdin,
                stdout=subprocess.DEVNULL,
                stderr=log,
            )

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Type another command of kernbot, with the same settings, and return what came of it."""
        command = [sys.executable, "-m", "bot", *words]
        return subprocess.run(
            command, cwd=self.data_dir, env=self._environment, capture_output=True, text=True, check=False
        )

    def kill(self) -> None:
        """End it as a power cut would."""
        self._process.kill()
        self._process.wait()

    def stop(self, within_s: float = 10) -> int:
        """Ask it to stop, and return its exit code.

        Raises:
            subprocess.TimeoutExpired: it did not stop in time; it is killed.
        """
        self.signal(signal.SIGTERM)
        return self.ended(within_s)

    def signal(self, number: signal.Signals) -> None:
        self._process.send_signal(number)

    def ended(self, within_s: float = 10) -> int:
        """Return its exit code when it ends by itself.

        Raises:
            subprocess.TimeoutExpired: it did not end in time; it is killed.
        """
        try:
            return self._process.wait(within_s)
        finally:
            self._process.kill()

    def is_running(self) -> bool:
        return self._process.poll() is None

    def is_up(self) -> bool:
        """Return whether it said in its present life that it is there; before that a SIGTERM ends it as any program."""
        return b'"event": "started"' in self.log.read_bytes()[self._logged :]

    def says(self, event: str) -> int:
        """Return how often an event stands in the log, over all its lives."""
        return self.log.read_text().count(f'"event": "{event}"') if self.log.exists() else 0

    def site(self) -> tuple[str, int]:
        """Return (host, port) at which it serves in its present life, as its log says."""
        lines = [line for line in self.log.read_text().splitlines() if '"event": "started"' in line]
        host, port = json.loads(lines[-1])["site"].removeprefix("http://").split(":")
        return host, int(port)
