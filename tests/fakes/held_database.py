"""A database that another program holds: nothing can be written in it, or read, until that lets go."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

import psycopg
from sqlalchemy import make_url


@contextmanager
def held(url: str) -> Iterator[None]:
    """Let another program hold the database at this address: of PostgreSQL what comes in and what leaves."""
    if url.startswith("sqlite"):
        with closing(sqlite3.connect(make_url(url).database or "", isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            yield
            other.rollback()
        return
    with psycopg.connect(url) as other:
        other.execute("LOCK TABLE inbox, outbox IN ACCESS EXCLUSIVE MODE")
        yield
