"""The methods of the Bot API, by name, and those that are not about messages."""

import json
import re
from collections.abc import Awaitable, Callable, Mapping
from dataclasses import replace

from bot.local.json import chat_json, file_path
from bot.local.parameters import Parameters
from bot.local.sending import (
    answer_callback_query,
    delete_message,
    edit_message_reply_markup,
    edit_message_text,
    send_document,
    send_message,
    send_photo,
    wanted_room,
)
from bot.local.state import LocalState
from bot.local.values import MOST_DOWNLOAD_BYTES, Json, bad_request

Method = Callable[[LocalState, Parameters], Awaitable[object]]

MOST_POLL_S = 50  # Source: telegram-bot-api, LONG_POLL_MAX_TIMEOUT.
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_MOST_COMMANDS = 100
_MOST_DESCRIPTION = 256
_NO_GIFTS = dict.fromkeys(
    ("unlimited_gifts", "limited_gifts", "unique_gifts", "premium_subscription", "gifts_from_channels"), False
)


async def _get_me(state: LocalState, _given: Parameters) -> Json:
    groups: Json = {"can_join_groups": True, "can_read_all_group_messages": False, "supports_inline_queries": False}
    return state.bot | groups


async def _get_updates(state: LocalState, given: Parameters) -> list[Json]:
    _allow(state, given)
    return await state.updates.get(
        offset=given.number("offset", 0),
        limit=given.number("limit", 100),
        timeout_s=min(given.number("timeout", 0), MOST_POLL_S),
    )


def _allow(state: LocalState, given: Parameters) -> None:
    """Take over which kinds are wanted; the choice stays until the next one."""
    kinds = given.sequence("allowed_updates")
    if kinds is not None:
        state.updates.allow([str(kind) for kind in kinds])


async def _set_webhook(state: LocalState, given: Parameters) -> bool:
    _allow(state, given)
    if given.truth("drop_pending_updates"):
        state.updates.clear()
    state.updates.webhook_url = given.text("url")
    return True


async def _delete_webhook(state: LocalState, given: Parameters) -> bool:
    return await _set_webhook(state, Parameters({"drop_pending_updates": given.truth("drop_pending_updates")}))


async def _get_webhook_info(state: LocalState, _given: Parameters) -> Json:
    waiting = len(state.updates)
    return {"url": state.updates.webhook_url, "has_custom_certificate": False, "pending_update_count": waiting}


async def _set_my_commands(state: LocalState, given: Parameters) -> bool:
    commands = [_command(found) for found in given.sequence("commands") or []]
    if len(commands) > _MOST_COMMANDS:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    state.commands[_scope(given)] = commands
    return True


async def _get_my_commands(state: LocalState, given: Parameters) -> list[Json]:
    return state.commands.get(_scope(given), [])


async def _delete_my_commands(state: LocalState, given: Parameters) -> bool:
    state.commands.pop(_scope(given), None)
    return True


def _scope(given: Parameters) -> str:
    scope = given.mapping("scope") or {"type": "default"}
    return json.dumps([dict(scope), given.text("language_code")], sort_keys=True)


def _command(found: object) -> Json:
    entry = found if isinstance(found, Mapping) else {}
    command, description = str(entry.get("command", "")).removeprefix("/"), str(entry.get("description", ""))
    if not _COMMAND.fullmatch(command):
        raise bad_request("BOT_COMMAND_INVALID")
    if not 1 <= len(description) <= _MOST_DESCRIPTION:
        raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")
    return {"command": command, "description": description}


async def _get_file(state: LocalState, given: Parameters) -> Json:
    file = await state.files.find(given.text("file_id"))
    if file is None:
        raise bad_request("wrong file_id or the file is temporarily unavailable")
    if file.size > MOST_DOWNLOAD_BYTES:
        raise bad_request("file is too big")
    path = file_path(file.file_id, file.name)
    return {"file_id": file.file_id, "file_unique_id": file.file_id[-16:], "file_size": file.size, "file_path": path}


async def _get_chat(state: LocalState, given: Parameters) -> Json:
    room = await wanted_room(state, given)
    return chat_json(room.chat) | {"accent_color_id": 0, "max_reaction_count": 11, "accepted_gift_types": _NO_GIFTS}


async def _send_chat_action(state: LocalState, given: Parameters) -> bool:
    await wanted_room(state, given)
    return True


async def _leave_chat(state: LocalState, given: Parameters) -> bool:
    room = await wanted_room(state, given)
    if room.chat.person is not None:
        raise bad_request("chat member status can't be changed in private chats")
    await state.record(room, replace(room.chat, bot_left=True))
    return True


async def _true(_state: LocalState, _given: Parameters) -> bool:
    return True


METHODS: Mapping[str, Method] = {
    "getme": _get_me,
    "getupdates": _get_updates,
    "setwebhook": _set_webhook,
    "deletewebhook": _delete_webhook,
    "getwebhookinfo": _get_webhook_info,
    "setmycommands": _set_my_commands,
    "getmycommands": _get_my_commands,
    "deletemycommands": _delete_my_commands,
    "sendmessage": send_message,
    "senddocument": send_document,
    "sendphoto": send_photo,
    "editmessagetext": edit_message_text,
    "editmessagereplymarkup": edit_message_reply_markup,
    "deletemessage": delete_message,
    "answercallbackquery": answer_callback_query,
    "getfile": _get_file,
    "getchat": _get_chat,
    "sendchataction": _send_chat_action,
    "leavechat": _leave_chat,
    "setmyname": _true,
    "setmydescription": _true,
    "setmyshortdescription": _true,
    "setmydefaultadministratorrights": _true,
    "setchatmenubutton": _true,
    "logout": _true,
    "close": _true,
}
