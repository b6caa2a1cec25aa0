"""Parameters and buttons as they come over the line: strings, and what people write wrongly."""

import json
from datetime import UTC, datetime

import pytest

from bot.local.api import LocalApi
from bot.local.markup import MOST_BUTTONS, buttons_of, inline_keyboard
from bot.local.values import ApiProblem, Button


def keyboard(*buttons: object) -> dict[str, object]:
    return {"inline_keyboard": [list(buttons), []]}


def test_buttons_survive_the_way_through_the_bot_api():
    rows = ((Button(label="Ja", data="yes"), Button(label="Meer", url="https://x.be")), (Button(label="Deel"),))
    markup = inline_keyboard(rows)
    markup["inline_keyboard"][1][0]["copy_text"] = {"text": "x"}
    assert buttons_of(markup) == rows


@pytest.mark.parametrize("markup", [{}, {"force_reply": True}, {"inline_keyboard": []}, keyboard()])
def test_other_markup_has_no_buttons(markup):
    assert buttons_of(markup) == ()


@pytest.mark.parametrize(
    ("markup", "reason"),
    [
        ({"inline_keyboard": 3}, "object expected"),
        ({"inline_keyboard": [3]}, "object expected"),
        (keyboard("Ja"), "must be an Object"),
        (keyboard({"callback_data": "x"}), 'Field "text"'),
        (keyboard({"text": "Ja"}), "Text buttons are unallowed"),
        (keyboard({"text": "Ja", "callback_data": "é" * 33}), "BUTTON_DATA_INVALID"),
        (keyboard(*[{"text": "Ja", "callback_data": "x"}] * (MOST_BUTTONS + 1)), "reply markup is too long"),
    ],
)
def test_what_is_no_keyboard_is_refused(markup, reason):
    with pytest.raises(ApiProblem, match=reason):
        buttons_of(markup)


@pytest.fixture
async def chat() -> tuple[LocalApi, int]:
    api = LocalApi(clock=lambda: datetime(2021, 11, 12, tzinfo=UTC))
    return api, await api.open_chat("Jan")


async def test_parameters_may_all_be_strings(chat):
    api, chat_id = chat
    markup = json.dumps(keyboard({"text": "Ja", "callback_data": "yes"}))
    sent = await api.call("SENDMESSAGE", {"chat_id": str(chat_id), "text": "dag", "reply_markup": markup})
    await api.call("editMessageText", {"chat_id": str(chat_id), "message_id": str(sent["message_id"]), "text": "ja"})
    assert [m.text_html for m in await api.messages(chat_id)] == ["ja"]
    assert await api.call("getUpdates", {"offset": "0", "timeout": "", "allowed_updates": ""}) == []


@pytest.mark.parametrize(
    ("method", "parameters"),
    [
        ("sendMessage", {"text": "x"}),
        ("sendMessage", {"chat_id": "@kanaal", "text": "x"}),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": "{"}),
        ("sendMessage", {"chat_id": 1, "text": "x", "reply_markup": "[]"}),
        ("getUpdates", {"offset": "later"}),
        ("getUpdates", {"offset": [1]}),
        ("getUpdates", {"allowed_updates": "{}"}),
        ("sendDocument", {"chat_id": 1}),
        ("sendDocument", {"chat_id": 1, "document": "unknown"}),
        ("leaveChat", {"chat_id": 1}),
    ],
)
async def test_what_cannot_be_read_is_a_bad_request(chat, method, parameters):
    status, body = await chat[0].answer(method, parameters)
    told = json.loads(body)
    assert (status, told["ok"], told["error_code"]) == (400, False, 400)
    assert told["description"].startswith("Bad Request: ")


async def test_a_webhook_stands_in_the_way_of_polling(chat):
    api, chat_id = chat
    await api.say(chat_id, "dag")
    await api.call("setWebhook", {"url": "https://kernbot.be/hook", "drop_pending_updates": "false"})
    assert (await api.call("getWebhookInfo", {}))["pending_update_count"] == 1
    assert (await api.answer("getUpdates", {}))[0] == 409
    await api.call("deleteWebhook", {"drop_pending_updates": "true"})
    assert await api.call("getUpdates", {}) == []


async def test_a_negative_offset_keeps_the_last_updates(chat):
    api, chat_id = chat
    for text in ("een", "twee", "drie"):
        await api.say(chat_id, text)
    assert [u["message"]["text"] for u in await api.call("getUpdates", {"offset": -2})] == ["twee", "drie"]
    assert api.pending_updates == 2
