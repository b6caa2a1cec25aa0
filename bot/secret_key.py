"""The key of this installation, from which codes and tokens are derived."""

import os
import secrets
from pathlib import Path

KEY_BYTES = 32


def installation_key(data_dir: Path) -> bytes:
    """Return the key in the data folder; the first start makes it, readable for its owner alone."""
    path = data_dir / "secret.key"
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        return bytes.fromhex(path.read_text().strip())
    with os.fdopen(handle, "w") as file:
        file.write(secrets.token_hex(KEY_BYTES))
        file.flush()
        os.fsync(file.fileno())
    return bytes.fromhex(path.read_text().strip())
