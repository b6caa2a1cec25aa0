"""Buttons under a message, from and to the form of the Bot API."""

from collections.abc import Mapping, Sequence

from bot.local.values import Button, Buttons, Json, bad_request

MOST_BUTTONS = 100  # under one message
MOST_DATA_BYTES = 64  # Source: Bot API, InlineKeyboardButton.callback_data.
_OTHER_KINDS = ("web_app", "login_url", "switch_inline_query", "switch_inline_query_current_chat", "copy_text", "pay")


def buttons_of(markup: Mapping[str, object]) -> Buttons:
    """Return the rows of an inline keyboard; none for other markup. Rows without buttons are left out, as in Telegram.

    Raises:
        ApiProblem: Telegram refuses one of the buttons, or there are too many.
    """
    rows = markup.get("inline_keyboard") or []
    if not isinstance(rows, Sequence) or not all(isinstance(row, Sequence) for row in rows):
        raise bad_request("object expected as reply markup")
    buttons = tuple(tuple(_button(found) for found in row) for row in rows if row)
    if sum(map(len, buttons)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    return buttons


def inline_keyboard(buttons: Buttons) -> Json:
    """Return `buttons` as a reply_markup."""
    return {"inline_keyboard": [[_json(button) for button in row] for row in buttons]}


def _button(found: object) -> Button:
    if not isinstance(found, Mapping):
        raise bad_request("can't parse inline keyboard button: InlineKeyboardButton must be an Object")
    label, data, url = found.get("text"), found.get("callback_data"), found.get("url")
    if not isinstance(label, str) or not label:
        raise bad_request('can\'t parse inline keyboard button: Field "text" must be of type String')
    if data:
        if len(str(data).encode("utf-8", "replace")) > MOST_DATA_BYTES:
            raise bad_request("BUTTON_DATA_INVALID")
        return Button(label=label, data=str(data))
    if url:
        return Button(label=label, url=str(url))
    if not any(kind in found for kind in _OTHER_KINDS):
        raise bad_request("can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard")
    return Button(label=label)


def _json(button: Button) -> Json:
    if button.data is not None:
        return {"text": button.label, "callback_data": button.data}
    return {"text": button.label} if button.url is None else {"text": button.label, "url": button.url}
