"""What people do in a new town is played once in each process; who comes there by the same way later is put there.

It is for the way to where a test begins. A town keeps to it only while nothing else happened in it: once a person said
something else, or anything was written to the database, all is played as ever.
"""

import atexit
import shutil
import sqlite3
import tempfile
from collections import OrderedDict
from collections.abc import Awaitable, Callable
from contextlib import closing
from copy import copy
from dataclasses import dataclass, replace
from datetime import datetime
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, ParamSpec, TypeVar

from sqlalchemy import text
from sqlmodel import Session

from bot.local.files import Files
from bot.local.keeper import NextIds
from bot.local.values import Json, LocalChat, LocalFile, LocalMessage
from bot.secret_key import KEY_BYTES
from tests.fakes.all_rows import Rows, all_rows, put_rows
from tests.fakes.empty_database import ON_POSTGRES

if TYPE_CHECKING:
    from bot.local.api import LocalApi
    from tests.fakes.conversation import Town

P = ParamSpec("P")
T = TypeVar("T")
DATABASE, FOLDERS = "kernbot.db", ("files", "mail")


@dataclass(slots=True)
class Way:
    """By which steps a town came to where it is, and how it is known that nothing else happened since."""

    steps: tuple[object, ...]
    mark: object


@dataclass(frozen=True, slots=True, kw_only=True)
class _Chats:
    """What the Bot API of this machine has in memory; the values in it are frozen."""

    rooms: tuple[tuple[LocalChat, dict[int, LocalMessage]], ...]
    files: tuple[LocalFile, ...]
    ids: NextIds
    presses: OrderedDict[str, int]
    commands: dict[str, list[Json]]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Point:
    """A town as it was after the last step of a way."""

    folder: Path
    rows: Rows | None  # of the database, unless it is a file in the folder
    now: datetime
    chats: _Chats
    gave: object


_POINTS: dict[object, _Point] = {}


def played_once(play: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    """Let a doing in a town, which gives chats or plain values, be played once and copied from then on."""

    @wraps(play)
    async def go(town: "Town", *args: object, **kwargs: object) -> object:
        way = town.way
        if way is None or way.mark != await _mark(town):
            return await play(town, *args, **kwargs)
        said = (tuple(map(_plain, args)), tuple(sorted((name, _plain(value)) for name, value in kwargs.items())))
        steps = (*way.steps, (play, said, town.clock.now))
        if steps in _POINTS:
            gave = _put(town, _POINTS[steps])
        else:
            gave = await play(town, *args, **kwargs)
            _POINTS[steps] = _kept(town, gave)
        way.steps, way.mark = steps, await _mark(town)
        return gave

    return go


def lay_key(data_dir: Path) -> None:
    """Give a new town the key of the others: the codes and tokens that lie in its database follow from it."""
    data_dir.mkdir(parents=True, exist_ok=True)
    (data_dir / "secret.key").write_text("5e" * KEY_BYTES)


async def begin_way(town: "Town", *begin: object) -> None:
    """Let a town in which nothing happened yet go by the ways that are known."""
    town.way = Way(steps=begin, mark=await _mark(town))


async def _mark(town: "Town") -> object:
    """Return what is another one as soon as a chat was opened, anything was said in one or written to the database."""
    state = town.api._state
    return await town.house.services.store.run(_changes), copy(state._ids), tuple(state.rooms._rooms)


def _changes(session: Session) -> tuple[int, ...]:
    """Return how often the database was changed: over this connection, and over others."""
    if session.get_bind().dialect.name == "postgresql":
        return (session.execute(text("SELECT pg_snapshot_xmax(pg_current_snapshot())::text::bigint")).scalar_one(),)
    connection = session.connection().connection.driver_connection
    [by_others] = connection.execute("PRAGMA data_version").fetchone()
    return id(connection), connection.total_changes, by_others


def _plain(value: object) -> object:
    return ("chat", value.chat_id) if hasattr(value, "chat_id") else value


def _kept(town: "Town", gave: object) -> _Point:
    folder = Path(tempfile.mkdtemp(prefix="kernbot-point-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    data_dir = town.house.settings.data_dir
    _copy_folders(data_dir, folder)
    rows = all_rows(town.house.settings.url) if ON_POSTGRES else None
    if rows is None:
        with closing(sqlite3.connect(folder / DATABASE)) as kept, closing(sqlite3.connect(data_dir / DATABASE)) as now:
            now.backup(kept)
    return _Point(folder=folder, rows=rows, now=town.clock.now, chats=_chats(town.api), gave=gave)


def _put(town: "Town", point: _Point) -> object:
    data_dir = town.house.settings.data_dir
    if point.rows is not None:
        put_rows(point.rows, town.house.settings.url)
    else:
        town.house.services.store.engine.dispose()
        for path in data_dir.glob(f"{DATABASE}*"):
            path.unlink()
        shutil.copyfile(point.folder / DATABASE, data_dir / DATABASE)
    _copy_folders(point.folder, data_dir)
    town.clock.now = point.now
    _show(town.api, point.chats)
    return _in(town, point.gave)


def _copy_folders(of: Path, to: Path) -> None:
    for name in FOLDERS:
        if (of / name).is_dir():
            shutil.copytree(of / name, to / name, dirs_exist_ok=True)


def _in(town: "Town", gave: object) -> object:
    """Return what was given, with the chats of this town."""
    if isinstance(gave, tuple):
        return tuple(_in(town, one) for one in gave)
    if hasattr(gave, "chat_id"):
        return replace(gave, house=town.house, api=town.api, front=town.front, clock=town.clock)
    return gave


def _chats(api: "LocalApi") -> _Chats:
    state = api._state
    return _Chats(
        rooms=tuple((room.chat, dict(room.messages)) for room in state.rooms._rooms.values()),
        files=tuple(state.files._held.values()),
        ids=copy(state._ids),
        presses=copy(state._presses),
        commands=dict(state.commands),
    )


def _show(api: "LocalApi", chats: _Chats) -> None:
    state = api._state
    state.rooms._rooms.clear()
    for chat, messages in chats.rooms:
        state.rooms.add(chat).messages = dict(messages)
    state.files = Files(None)
    for file in chats.files:
        state.files.hold(file)
    state._ids, state._presses = copy(chats.ids), copy(chats.presses)
    state.commands |= chats.commands
