"""A mail server in a process of its own that takes everything: it prints its port and keeps nothing."""

import asyncio
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

from aiosmtpd.smtp import SMTP


class TakesAll:
    """What aiosmtpd asks its handler."""

    async def handle_DATA(self, *_: object) -> str:  # noqa: N802
        return "250 2.0.0 taken"


@contextmanager
def mail_server() -> Iterator[int]:
    """Run the server and yield its port."""
    command = [sys.executable, "-m", "tests.bench.mail_server"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        try:
            yield int(process.stdout.readline())
        finally:
            process.kill()


async def _serve() -> None:
    loop = asyncio.get_running_loop()
    server = await loop.create_server(lambda: SMTP(TakesAll(), loop=loop), "127.0.0.1", 0)
    print(server.sockets[0].getsockname()[1], flush=True)
    await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(_serve())
