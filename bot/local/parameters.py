"""Reading the parameters of a Bot API call: over HTTP they are strings, in this process they are values."""

import json
from collections.abc import Mapping
from types import MappingProxyType

from bot.local.values import Upload, Uploads, bad_request


class Parameters:
    """The parameters of one call and the files that came with it; what is absent or empty reads as the default."""

    __slots__ = ("_given", "_uploads")

    def __init__(self, given: Mapping[str, object], uploads: Uploads = MappingProxyType({})) -> None:
        self._given = given
        self._uploads = uploads

    def text(self, name: str) -> str:
        """Return a text, empty when it is absent."""
        value = self._given.get(name)
        return value if isinstance(value, str) else "" if value is None else str(value)

    def number(self, name: str, default: int) -> int:
        """Return a whole number.

        Raises:
            ApiProblem: it is something else.
        """
        value = self._given.get(name)
        if value is None or value == "":
            return default
        try:
            return int(value)  # type: ignore[call-overload, no-any-return]
        except (TypeError, ValueError):
            raise bad_request(f"invalid {name} specified") from None

    def truth(self, name: str) -> bool:
        """Return whether a switch is on."""
        return str(self._given.get(name, "")).lower() in {"true", "1", "yes"}

    def structure(self, name: str) -> object:
        """Return an object or array, None when it is absent.

        Raises:
            ApiProblem: it is not JSON.
        """
        value = self._given.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {name} JSON object") from None

    def mapping(self, name: str) -> Mapping[str, object]:
        """Return an object, empty when it is absent.

        Raises:
            ApiProblem: it is something else.
        """
        value = self.structure(name)
        if value is None:
            return {}
        if not isinstance(value, Mapping):
            raise bad_request(f"can't parse {name}: expected an Object")
        return value

    def sequence(self, name: str) -> list[object] | None:
        """Return an array, None when it is absent.

        Raises:
            ApiProblem: it is something else.
        """
        value = self.structure(name)
        if value is None:
            return None
        if not isinstance(value, list | tuple):
            raise bad_request(f"can't parse {name}: expected an Array")
        return list(value)

    def upload(self, name: str) -> Upload | None:
        """Return the file that came as `name`, or to which `name` points; None when it came with no file."""
        return self._uploads.get(self.text(name).removeprefix("attach://") or name)
