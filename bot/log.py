"""Structured logs without personal data, and without the token at any level."""

import logging
import re
import sys
from typing import Any

import structlog
from structlog.tracebacks import ExceptionDictTransformer
from structlog.typing import EventDict, ExcInfo

TOKEN = re.compile(r"\d{5,}:[A-Za-z0-9_-]{20,}")
ADDRESS = re.compile(r"[^\s<>\"'@]{1,64}@[^\s<>\"'@]{1,255}")
# The first log every request with its URL, and the URL of the Bot API holds the token; a font fifty lines a receipt.
TALKATIVE = ("httpx", "httpcore", "telegram", "alembic", "aiosmtplib", "asyncio", "fontTools", "fpdf")


def set_up_logging(level: int = logging.INFO) -> None:
    """Write one JSON line for each event to standard error."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(
        structlog.stdlib.ProcessorFormatter(
            foreign_pre_chain=[structlog.stdlib.add_log_level, structlog.stdlib.add_logger_name],
            processors=[
                structlog.stdlib.ProcessorFormatter.remove_processors_meta,
                structlog.processors.TimeStamper(fmt="iso", utc=True),
                structlog.processors.ExceptionRenderer(_places_only),
                _in_one_line,
            ],
        )
    )
    root = logging.getLogger()
    root.handlers[:] = [handler]
    root.setLevel(level)
    for name in TALKATIVE:
        logging.getLogger(name).setLevel(logging.WARNING)
    # It repeats an answer of the Bot API that it cannot read, and that holds what people said.
    logging.getLogger("telegram.request.BaseRequest").setLevel(logging.CRITICAL)
    logging.getLogger("apscheduler").setLevel(logging.ERROR)  # it warns every second while one sweep lasts long
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


def _places_only(exc_info: ExcInfo) -> list[dict[str, Any]]:
    """Return an exception as types and places in the code; its words may repeat what a person said."""
    errors = ExceptionDictTransformer(show_locals=False)(exc_info)
    _drop_words(errors)
    return errors


def _drop_words(errors: list[dict[str, Any]]) -> None:
    for error in errors:
        error.pop("exc_value", None)
        error.pop("exc_notes", None)
        for group in error.get("exceptions") or []:
            _drop_words(group)


def _in_one_line(logger: Any, name: str, event: EventDict) -> str:  # noqa: ANN401 - as structlog passes it
    """Return an event as JSON, with tokens and addresses taken out, whoever wrote them into it."""
    line = str(structlog.processors.JSONRenderer()(logger, name, event))
    return ADDRESS.sub("<address>", TOKEN.sub("<token>", line))
