"""What can go wrong between a bot and Telegram, by script.

A fault answers the next calls of a method wrongly. One that comes `after` lets the call take effect first, so
that the bot cannot know whether its message arrived.
"""

import asyncio
import json
from collections import defaultdict, deque
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

ANY_METHOD = "*"
Answer = tuple[int, bytes]


class Kind(StrEnum):
    """What goes wrong."""

    TOO_MANY = "too_many"  # 429 with retry_after
    BLOCKED = "blocked"  # 403
    NO_CHAT = "no_chat"  # 400 chat not found
    MIGRATED = "migrated"  # 400 with migrate_to_chat_id
    BROKEN = "broken"  # 500
    BAD_GATEWAY = "bad_gateway"  # 502 with HTML
    GARBAGE = "garbage"  # 200 with half a JSON
    HANG = "hang"  # no answer for `seconds`, then 504


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One wrong answer."""

    kind: Kind
    seconds: float = 1  # of retry_after, or of hanging
    migrate_to: int = -1001
    after: bool = False

    async def answer(self) -> Answer:
        """Return status and body."""
        if self.kind is Kind.HANG:
            await asyncio.sleep(self.seconds)
        return self._answers()[self.kind]

    def _answers(self) -> dict[Kind, Answer]:
        return {
            Kind.TOO_MANY: _problem(
                429, f"Too Many Requests: retry after {int(self.seconds)}", retry_after=int(self.seconds)
            ),
            Kind.BLOCKED: _problem(403, "Forbidden: bot was blocked by the user"),
            Kind.NO_CHAT: _problem(400, "Bad Request: chat not found"),
            Kind.MIGRATED: _problem(
                400,
                "Bad Request: group chat was upgraded to a supergroup chat",
                migrate_to_chat_id=self.migrate_to,
            ),
            Kind.BROKEN: _problem(500, "Internal Server Error"),
            Kind.BAD_GATEWAY: (502, b"<html><body><h1>502 Bad Gateway</h1></body></html>"),
            Kind.GARBAGE: (200, b'{"ok": true, "result": {"mess'),
            Kind.HANG: (504, b"<html><body><h1>504 Gateway Time-out</h1></body></html>"),
        }


class Script:
    """The faults still to come, by method in lower case."""

    def __init__(self) -> None:
        self._faults: defaultdict[str, deque[Fault]] = defaultdict(deque)

    def add(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next `times` calls of a method, or of any with "*", go wrong."""
        self._faults[method.lower()].extend([fault] * times)

    def clear(self) -> None:
        """Let all go well again."""
        self._faults.clear()

    def next_for(self, method: str) -> Fault | None:
        """Take the fault of this call, None when it goes well."""
        return next((faults.popleft() for faults in self._waiting_for(method)), None)

    def _waiting_for(self, method: str) -> Iterator[deque[Fault]]:
        return (self._faults[name] for name in (method.lower(), ANY_METHOD) if self._faults[name])


def _problem(code: int, description: str, **parameters: int) -> Answer:
    told: dict[str, object] = {"ok": False, "error_code": code, "description": description}
    if parameters:
        told["parameters"] = parameters
    return code, json.dumps(told).encode()
