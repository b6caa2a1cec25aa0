"""A page that travels compressed, because it is large and nothing in it was chosen by who asks.

A page that shows words of a request beside a secret, such as the seal of its forms, must not come here: by the length
of many such answers an eavesdropper could guess the secret (BREACH). So this is a choice of a page, never of the site.
"""

import asyncio
import gzip

from starlette.requests import Request
from starlette.responses import Response

LEVEL = 1  # level 6 makes the map a fifth smaller and takes ten times as long


async def compressed(request: Request, answer: Response) -> Response:
    """Return an answer compressed for a browser that takes it so, else as it is."""
    answer.headers["Vary"] = "Accept-Encoding"
    if "gzip" not in request.headers.get("accept-encoding", ""):
        return answer
    answer.body = await asyncio.to_thread(gzip.compress, bytes(answer.body), LEVEL)
    answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Content-Length"] = str(len(answer.body))
    return answer
