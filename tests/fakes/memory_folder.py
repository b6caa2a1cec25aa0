"""Where the tests write: in memory, where the machine has a folder for that; a disk lets every commit wait for it.

A program that is killed loses nothing there either: that is another matter than a machine without power.
"""

import os
import shutil
import tempfile
from pathlib import Path

IN_MEMORY = Path("/dev/shm")
ROOM_BYTES = 4_000_000_000  # the tests hold a tenth of it at most; in a container there are often 64 MB


def write_in_memory() -> None:
    """Let this process, and those that it starts, make their temporary files there, unless something else is asked."""
    if "TMPDIR" in os.environ or not os.access(IN_MEMORY, os.W_OK):
        return
    if shutil.disk_usage(IN_MEMORY).free > ROOM_BYTES:
        os.environ["TMPDIR"] = tempfile.tempdir = str(IN_MEMORY)
