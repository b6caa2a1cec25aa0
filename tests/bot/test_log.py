"""Logs: one JSON line for each event, and neither token nor address in it, whoever wrote it there."""

import io
import json
import logging

import pytest
import structlog

TOKEN = "110201543:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw"


def lines(log: io.StringIO) -> list[dict[str, object]]:
    return [json.loads(line) for line in log.getvalue().splitlines()]


def test_an_event_is_one_line_with_its_level_its_moment_and_its_values(log: io.StringIO) -> None:
    structlog.get_logger("bot.fronts.front").info("started", fronts=["telegram"])
    [line] = lines(log)
    assert line.pop("timestamp").endswith("Z")
    assert line == {"event": "started", "fronts": ["telegram"], "level": "info", "logger": "bot.fronts.front"}


def test_other_libraries_write_in_the_same_form(log: io.StringIO) -> None:
    logging.getLogger("alembic").warning("slow: %s ms", 12)
    [line] = lines(log)
    assert (line["event"], line["level"], line["logger"]) == ("slow: 12 ms", "warning", "alembic")


@pytest.mark.parametrize(
    "library", ["httpx", "httpcore.connection", "telegram.ext.Updater", "apscheduler.scheduler", "fontTools.subset"]
)
def test_who_would_log_each_request_with_its_url_is_silent(log: io.StringIO, library: str) -> None:
    logging.getLogger(library).info("HTTP Request: POST https://api.telegram.org/bot%s/getMe", TOKEN)
    assert log.getvalue() == ""


@pytest.mark.parametrize("level", [logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR, logging.CRITICAL])
def test_no_token_is_written_at_any_level(log: io.StringIO, level: int) -> None:
    logging.getLogger("httpx").log(level, "POST https://api.telegram.org/bot%s/getMe", TOKEN)
    structlog.get_logger().log(level, f"bot{TOKEN}", url=f"/file/bot{TOKEN}/x", deep={"a": [TOKEN]})
    assert TOKEN.split(":")[1] not in log.getvalue()
    assert "<token>" in log.getvalue()


def test_no_address_is_written(log: io.StringIO) -> None:
    structlog.get_logger().warning("not taken: an.peeters@heist-op-den-berg.be", to="An <an.peeters@lier.be>")
    assert "@" not in log.getvalue()
    assert lines(log)[0]["to"] == "An <<address>>"


def test_an_error_is_told_without_the_values_that_people_gave(log: io.StringIO) -> None:
    def handle(answer: str) -> None:
        raise KeyError("no such item")

    try:
        handle("Ik ben An en woon in de Kerkstraat")
    except KeyError as error:
        structlog.get_logger().error("handler failed", error_number="ab12", exc_info=error)
    [line] = lines(log)
    assert line["error_number"] == "ab12"
    assert "KeyError" in json.dumps(line["exception"])
    assert "Kerkstraat" not in log.getvalue()


def test_a_line_break_in_a_value_stays_within_its_line(log: io.StringIO) -> None:
    structlog.get_logger().info("said", value='een\nregel\r\n{"level": "critical"}')
    [line] = lines(log)
    assert line["level"] == "info"
