"""How a view looks: the dispatch by its type, and what the looks share."""

from functools import singledispatch
from html import escape

from handlers.reply import Reply
from handlers.wording import say


@singledispatch
def look(view: object, language: str) -> Reply:
    """Return how a view looks in chat; each kind registers its own. Whoever shows a view calls `page.view_reply`."""
    raise TypeError(f"no look for {type(view).__name__} in {language}")


def is_known(view: object) -> bool:
    """Return whether the look of a view is registered by now."""
    return look.dispatch(type(view)) is not look.dispatch(object)


@look.register
def _nothing(_view: None, _language: str) -> Reply:
    return Reply("")


def quoted(text: str, most: int = 300) -> str:
    """Return a text as HTML on one line, cut when it is long."""
    flat = " ".join(text.split())
    return escape(flat if len(flat) <= most else f"{flat[: most - 1]}…", quote=False)


def left(count: int, language: str) -> str:
    """Return "nog 23 dagen" in the language."""
    return say("left.today", language) if count == 0 else say("left", language, count=count)
