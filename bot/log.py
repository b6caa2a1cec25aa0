"""Structured logs without personal data, and without the token at any level."""

import logging
import re
import sys
from typing import Any

import structlog
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import EventDict

TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")
ADDRESS = re.compile(r"[^\s<>\"'@]{1,64}@[^\s<>\"'@]{1,255}")
# These log every request with its URL, and the URL of the Bot API holds the token.
TALKATIVE = ("httpx", "httpcore", "telegram", "apscheduler", "aiosmtplib", "asyncio")


def set_up_logging(level: int = logging.INFO) -> None:
    """Write one JSON line for each event to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.ExceptionRenderer(ExceptionDictTransformer(show_locals=False)),
                _in_one_line,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    structlog.configure(
        processors=[
            structlog.stdlib.add_log_level,
            structlog.stdlib.add_logger_name,
            structlog.stdlib.ProcessorFormatter.wrap_for_formatter,
        ],
        logger_factory=structlog.stdlib.LoggerFactory(),
        wrapper_class=structlog.stdlib.BoundLogger,
        cache_logger_on_first_use=False,
    )


def _in_one_line(logger: Any, name: str, event: EventDict) -> str:  # noqa: ANN401 - as structlog passes it
    """Return an event as JSON, with tokens and addresses taken out, whoever wrote them into it."""
    line = str(structlog.processors.JSONRenderer()(logger, name, event))
    return ADDRESS.sub("<address>", TOKEN.sub("<token>", line))
