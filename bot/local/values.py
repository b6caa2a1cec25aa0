"""What the local Bot API speaks of: people, chats, messages, buttons and files, as frozen values."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime

Clock = Callable[[], datetime]  # returns an aware moment
Json = dict[str, object]
Upload = tuple[str, bytes]  # a file that came with a call: its name and its bytes
Uploads = Mapping[str, Upload]

MOST_DOWNLOAD_BYTES = 20_000_000  # Source: Bot API, getFile: bots download files of up to 20 MB.


class ApiProblem(Exception):
    """A call that the Bot API refuses; `parameters` is what Telegram sends along, such as `retry_after`."""

    def __init__(self, code: int, description: str, parameters: Mapping[str, object] | None = None) -> None:
        super().__init__(description)
        self.code = code
        self.description = description
        self.parameters = parameters


class NotPossible(ValueError):
    """What a person wants cannot be done in Telegram: press a button that is not there, edit another's message."""


def bad_request(description: str) -> ApiProblem:
    """Return the problem that Telegram answers with code 400."""
    return ApiProblem(400, f"Bad Request: {description}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody who writes to the bot; in a private chat the id is also the chat's."""

    id: int
    first_name: str
    last_name: str | None = None
    username: str | None = None
    language_code: str | None = "nl"


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalChat:
    """A private chat with `person`, or a group with a title."""

    id: int
    person: Person | None = None
    title: str | None = None
    bot_left: bool = False  # the bot hears nothing more of this group


@dataclass(frozen=True, slots=True, kw_only=True)
class Button:
    """A button under a message; `data` comes back when it is pressed, `url` is opened."""

    label: str
    data: str | None = None
    url: str | None = None


Buttons = tuple[tuple[Button, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """The file in a message."""

    file_id: str
    name: str
    size: int
    is_photo: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalMessage:
    """A message as it stands now; moments are aware and hold whole seconds, as in Telegram."""

    chat_id: int
    message_id: int
    from_bot: bool
    text_html: str  # Telegram's HTML; the caption when there is a document
    sent_at: datetime
    buttons: Buttons = ()
    document: Document | None = None
    edited_at: datetime | None = None
    media_group_id: str | None = None

    def has_button(self, data: str) -> bool:
        """Return whether a button under this message sends `data`."""
        return any(button.data == data for row in self.buttons for button in row)


@dataclass(frozen=True, slots=True, kw_only=True)
class LocalFile:
    """A file by its id; `content` is None when it is too large for a bot to download."""

    file_id: str
    name: str
    size: int
    content: bytes | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deleted:
    """A message that is gone."""

    chat_id: int
    message_id: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What a press is answered with, shown for a moment; as a dialogue when it is an alert."""

    chat_id: int
    text: str
    alert: bool
