"""The own data as files: a page that anybody can read, and JSON that a program can."""

import json
import re
from collections.abc import Iterator, Mapping
from datetime import datetime
from html import escape, unescape

from models.language.moments import moment_words
from models.language.wording import words
from models.language.working_days import BRUSSELS
from models.records.privacy.data_register import DataClass, register

Rows = Mapping[str, list[dict[str, object]]]

_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:46em;margin:2em auto;padding:0 1em}h2{margin-top:2em}"
    "dl{border-top:1px solid #ccc;padding-top:.5em}dt{color:#555}dd{margin:0 0 .5em;white-space:pre-wrap}"
)
_TAG = re.compile(r"<[^>]+>")
_SHOWN = (DataClass.CONTACT, DataClass.TEXT, DataClass.TOWN, DataClass.OFFICE, DataClass.TECHNICAL, DataClass.FILE)


def as_json(data: Rows) -> str:
    """Return every row and column as JSON."""
    return json.dumps(data, ensure_ascii=False, indent=2)


def page(data: Rows, language: str) -> str:
    """Return a page of HTML that needs nothing else: what is kept, table by table, in words."""
    title = words().say("own.title", language)
    parts = [f"<!doctype html><html lang={language}><meta charset=utf-8><title>{title}</title>"]
    parts += [f"<style>{_STYLE}</style><h1>{title}</h1><p>{escape(words().say('own.lead', language))}</p>"]
    for table, rows in data.items():
        parts.append(f"<h2>{escape(words().say(f'own.table.{table}', language))} ({len(rows)})</h2>")
        parts += [_row(table, row, language) for row in rows]
    return "\n".join(parts) + "\n"


def _row(table: str, row: Mapping[str, object], language: str) -> str:
    lines = [f"<dt>{escape(label)}</dt><dd>{escape(value)}</dd>" for label, value in _lines(table, row, language)]
    return f"<dl>{''.join(lines)}</dl>"


def _lines(table: str, row: Mapping[str, object], language: str) -> Iterator[tuple[str, str]]:
    """Yield what is shown of a row: the columns that have a name in words."""
    shown = register()[table].of(*_SHOWN)
    for column, value in row.items():
        key = f"own.column.{column}"
        if column in shown and words().has(key) and value not in {"", "{}"}:
            yield words().say(key, language), _readable(column, value, language)


def _readable(column: str, value: object, language: str) -> str:
    """Return a value in words: a moment as in Brussels; what a chat of this machine keeps is JSON around a text."""
    if column.endswith("_at"):
        return moment_words(datetime.fromisoformat(str(value)), BRUSSELS, language)
    if column != "state" or not str(value).startswith("{"):
        return str(value)
    kept = json.loads(str(value))
    return unescape(_TAG.sub("", str(kept.get("text_html", kept.get("title", "")))))
