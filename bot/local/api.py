"""The server side of the Bot API on this machine: one bot, its chats, and the people in them."""

import json
from collections.abc import Mapping
from types import MappingProxyType

from bot.local.json import file_id_in
from bot.local.keeper import Keeper
from bot.local.methods import METHODS
from bot.local.parameters import Parameters
from bot.local.people import People
from bot.local.sharing import Sharing
from bot.local.state import LocalState
from bot.local.values import ApiProblem, Clock, Json, Uploads

NO_UPLOADS: Uploads = MappingProxyType({})
Answer = tuple[int, bytes]  # HTTP status, JSON


class LocalApi(People):
    """A Bot API for one bot. People act by the methods of `People`, the bot by `call` or `answer`."""

    def __init__(
        self,
        *,
        clock: Clock,
        keeper: Keeper | None = None,
        sharing: Sharing | None = None,
        username: str = "kernbot",
        press_dates: bool = True,
    ) -> None:
        """Make an API without chats.

        Args:
            clock: Stamps messages, edits and presses.
            keeper: Keeps chats, files and ids over restarts; without one they live in memory.
            sharing: Agrees with other processes that have the same keeper.
            username: The bot's name in links.
            press_dates: Whether a press carries a `date`, which Telegram's does not.
        """
        super().__init__(
            LocalState(clock=clock, keeper=keeper, sharing=sharing, username=username, press_dates=press_dates)
        )

    async def start(self) -> None:
        """Take up what the keeper has; calling it twice does no harm."""
        await self._state.start()

    async def follow(self) -> None:
        """Show to who watches what other processes did in their chats."""
        await self._state.rooms.follow()

    def let_go(self) -> None:
        """Hold nothing in memory that the keeper has: what it forgot is gone then."""
        self._state.rooms.let_go()
        self._state.files.let_go()

    @property
    def pending_updates(self) -> int:
        """How many updates the bot has not confirmed yet."""
        return len(self._state.updates)

    async def call(self, method: str, parameters: Mapping[str, object], files: Uploads = NO_UPLOADS) -> object:
        """Return the result of a method of the Bot API.

        Raises:
            ApiProblem: Telegram would refuse the call.
        """
        wanted = METHODS.get(method.lower())
        if wanted is None:
            raise ApiProblem(404, "Not Found: method not found")
        return await wanted(self._state, Parameters(parameters, files))

    async def answer(self, method: str, parameters: Mapping[str, object], files: Uploads = NO_UPLOADS) -> Answer:
        """Return what Telegram would answer over HTTP to a call."""
        try:
            result = await self.call(method, parameters, files)
        except ApiProblem as problem:
            return problem_answer(problem)
        return 200, json.dumps({"ok": True, "result": result}).encode()

    async def download(self, path: str) -> Answer:
        """Return what Telegram would answer to a download of `path`, as getFile gave it."""
        file = await self.file(file_id_in(path))
        if file is None or file.content is None:
            return problem_answer(ApiProblem(404, "Not Found"))
        return 200, file.content


def problem_answer(problem: ApiProblem) -> Answer:
    """Return the answer that tells a bot what is wrong."""
    told: Json = {"ok": False, "error_code": problem.code, "description": problem.description}
    if problem.parameters:
        told["parameters"] = dict(problem.parameters)
    return problem.code, json.dumps(told).encode()
