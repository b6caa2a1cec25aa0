"""What a backup says about itself: of when it is, what is in it, how much of it."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import datetime

from bot.commands.mistakes import Refused

NAME = "manifest.json"  # its place in the archive
FORMAT = 1
DATABASES = {"sqlite": "database.sqlite", "postgresql": "database.dump"}  # by what holds it, its place in the archive
KEY = "secret.key"


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """The contents of one backup."""

    version: str  # of Kernbot
    taken_at: datetime
    revision: str  # of the tables
    database: str  # sqlite or postgresql
    rows: Mapping[str, int]  # by table
    files: Mapping[str, str]  # SHA-256 by place in the archive: the database, each attachment, perhaps the key
    lacking: tuple[str, ...] = ()  # attachments that a row names and that were not there

    @property
    def has_key(self) -> bool:
        """Return whether the key of the installation is in it."""
        return KEY in self.files

    @property
    def attachments(self) -> tuple[str, ...]:
        """Return the places of the attachments in the archive."""
        return tuple(name for name in self.files if "/" in name)

    def as_json(self) -> bytes:
        """Return it as it stands in the archive."""
        written = {"kernbot_backup": FORMAT, **asdict(self), "taken_at": self.taken_at.isoformat()}
        return json.dumps(written, indent=1, sort_keys=True).encode()


def read(content: bytes) -> Manifest:
    """Return what `as_json` wrote.

    Raises:
        Refused: it did not.
    """
    try:
        said = json.loads(content)
        if said.pop("kernbot_backup") != FORMAT:
            raise Refused("a newer version of Kernbot made this backup: put it back with that one")
        said |= {"taken_at": datetime.fromisoformat(said["taken_at"]), "lacking": tuple(said["lacking"])}
        found = Manifest(**said)
        return found if found.database in DATABASES else _refuse()
    except (ValueError, KeyError, TypeError, AttributeError):
        return _refuse()


def _refuse() -> Manifest:
    raise Refused("what it says about itself cannot be read: it is no backup of Kernbot, or damaged")
