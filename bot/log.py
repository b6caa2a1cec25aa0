"""Structured logs without personal data, and without the token at any level."""

import logging
import re
import sys

import structlog

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
                structlog.processors.dict_tracebacks,
                structlog.processors.JSONRenderer(),
                _without_secrets,
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


def _without_secrets(_logger: object, _name: str, line: str) -> str:
    """Take tokens and addresses out of a finished line, whoever wrote them into it."""
    return ADDRESS.sub("<address>", TOKEN.sub("<token>", line))
