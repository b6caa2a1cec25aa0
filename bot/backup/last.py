"""When the last good backup was made, kept in the data folder for who asks whether there is one."""

import json
import os
from datetime import datetime
from pathlib import Path

from bot.backup.manifest import Manifest

NAME = "last-backup.json"


def remember(data_dir: Path, file: Path, manifest: Manifest) -> None:
    """Note that a backup was made and read again."""
    said = {"taken_at": manifest.taken_at.isoformat(), "file": str(file.resolve()), "rows": sum(manifest.rows.values())}
    partial = data_dir / f".{NAME}.{os.getpid()}"
    partial.write_text(json.dumps(said, indent=1))
    partial.rename(data_dir / NAME)


def taken_at(data_dir: Path) -> datetime | None:
    """Return of when the last good backup is, or None when none is known."""
    try:
        return datetime.fromisoformat(json.loads((data_dir / NAME).read_text())["taken_at"])
    except (OSError, ValueError, KeyError, TypeError):
        return None
