"""Where workers come from: a process that has loaded everything and forks, so that a start takes no two seconds.

with Nursery() as nursery:
    worker = nursery.start(order)
    worker.kill()
"""

import json
import os
import signal
import subprocess
import sys
import time
import traceback
from dataclasses import asdict, dataclass
from typing import Self

from tests.faults.outbox_worker import Order, work


@dataclass(slots=True)
class Worker:
    """One forked process."""

    order: Order
    pid: int
    nursery: "Nursery"

    def kill(self) -> None:
        """End it as a power cut would."""
        os.kill(self.pid, signal.SIGKILL)
        self.ended()

    def stop(self) -> int:
        """Ask it to stop; return its exit code."""
        os.kill(self.pid, signal.SIGTERM)
        return self.ended()

    def ended(self) -> int:
        """Wait until it ended; return its exit code, negative for a signal."""
        return int(self.nursery._ask({"wait": self.pid}))


class Nursery:
    """The parent of workers."""

    def __enter__(self) -> Self:
        command = [sys.executable, "-m", "tests.faults.nursery"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        self._process.stdout.close()
        self._process.wait()

    def start(self, order: Order) -> Worker:
        return Worker(order, int(self._ask({"start": asdict(order)})), self)

    def _ask(self, what: dict) -> str:
        print(json.dumps(what), file=self._process.stdin, flush=True)
        return self._process.stdout.readline()


def _serve() -> None:
    children: set[int] = set()
    for line in sys.stdin:
        told = json.loads(line)
        if "start" in told:
            pid = os.fork()
            if pid == 0:
                _be_a_worker(Order(**told["start"]))
            children.add(pid)
            print(pid, flush=True)
        else:
            children.discard(told["wait"])
            print(_exit_code(told["wait"]), flush=True)
    for pid in children:
        os.kill(pid, signal.SIGKILL)


def _exit_code(pid: int, within_s: float = 30) -> int:
    """Return how a child ended; one that does not end is killed."""
    deadline = time.monotonic() + within_s
    while True:
        found, status = os.waitpid(pid, os.WNOHANG)
        if found:
            return os.waitstatus_to_exitcode(status)
        if time.monotonic() > deadline:
            os.kill(pid, signal.SIGKILL)
        time.sleep(0.005)


def _be_a_worker(order: Order) -> None:
    code = 1
    try:
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        os.dup2(null, 1)
        work(order)
        code = 0
    except BaseException:  # noqa: BLE001 - whatever it is, it ends here
        traceback.print_exc()  # into the log of the workers
    finally:
        os._exit(code)


if __name__ == "__main__":
    _serve()
