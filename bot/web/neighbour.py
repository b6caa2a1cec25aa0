"""Who answers at our port: a Kernbot that runs already says how it is."""

import json
from http.client import HTTPConnection, HTTPException

NAME = "kernbot"  # what ours says it is
PATIENCE_S = 6.0  # a Kernbot whose database does not answer says so after five
MOST_BYTES = 10_000
ANYWHERE = {"0.0.0.0": "127.0.0.1", "::": "::1"}  # noqa: S104 - where to knock when it listens everywhere


class NobodyThere(Exception):
    """Nobody listens there."""


class Stranger(Exception):
    """Somebody else answers there, or nobody that can be understood."""


def ask_health(host: str, port: int) -> tuple[str, ...]:
    """Return why the Kernbot at that port is not well, () when it is.

    Raises:
        NobodyThere: nobody listens.
        Stranger: it is another program.
    """
    connection = HTTPConnection(ANYWHERE.get(host, host), port, timeout=PATIENCE_S)
    try:
        connection.connect()
    except OSError:
        raise NobodyThere from None
    try:
        connection.request("GET", "/health")
        answer = json.loads(connection.getresponse().read(MOST_BYTES))
    except (OSError, HTTPException, ValueError):
        raise Stranger from None
    finally:
        connection.close()
    if not isinstance(answer, dict) or answer.get("name") != NAME:
        raise Stranger
    return tuple(str(reason)[:200] for reason in answer.get("reasons", []))
