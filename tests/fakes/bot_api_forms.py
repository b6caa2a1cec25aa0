"""Reading a Bot API call as it comes over HTTP: in the query, as form, as JSON or in several parts."""

import json
import re
from collections.abc import Mapping
from urllib.parse import parse_qsl

from bot.local.values import Upload

_BOUNDARY = re.compile(r'boundary="?([^";]+)"?', re.IGNORECASE)
_FIELD = re.compile(r'[; ]name="([^"]*)"')
_FILE = re.compile(r'[; ]filename="([^"]*)"')
_QUOTED = {"%22": '"', "%0D": "\r", "%0A": "\n"}  # how browsers and httpx write these three in a name


def call_in(content_type: str, query: str, body: bytes) -> tuple[dict[str, object], dict[str, Upload]]:
    """Return the parameters of a call, and its files by field.

    Raises:
        ValueError: the body is not what its type says.
    """
    parameters: dict[str, object] = dict(parse_qsl(query, keep_blank_values=True))
    files: dict[str, Upload] = {}
    if content_type.startswith("application/json"):
        found = json.loads(body or b"{}")
        if not isinstance(found, Mapping):
            raise ValueError("an object was expected")
        parameters |= found
    elif content_type.startswith("multipart/form-data"):
        for name, file_name, content in _parts(content_type, body):
            if file_name is None:
                parameters[name] = content.decode()
            else:
                files[name] = (file_name, content)
    else:
        parameters |= dict(parse_qsl(body.decode(), keep_blank_values=True))
    return parameters, files


def _parts(content_type: str, body: bytes) -> list[tuple[str, str | None, bytes]]:
    """Return name, file name and content of each part."""
    boundary = _BOUNDARY.search(content_type)
    if boundary is None:
        raise ValueError("a boundary was expected")
    found = []
    for part in (b"\r\n" + body).split(b"\r\n--" + boundary[1].encode())[1:-1]:
        head, _, content = part.partition(b"\r\n\r\n")
        heading = head.decode()
        name, file_name = _FIELD.search(heading), _FILE.search(heading)
        if name is None:
            raise ValueError("a part has no name")
        found.append((_unquoted(name[1]), _unquoted(file_name[1]) if file_name else None, content))
    return found


def _unquoted(name: str) -> str:
    for quoted, sign in _QUOTED.items():
        name = name.replace(quoted, sign)
    return name
