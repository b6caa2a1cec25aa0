"""The text of a call file that is sound, and what is made of it."""

from models.call_files.call_file import shipped_call_source

SOURCE = shipped_call_source("profploeg")


def extending(text: str) -> str:
    """Return a file that changes the shipped call by this text."""
    return f'extends = "profploeg"\n{text}'


def changed(old: str, new: str) -> str:
    """Return the text of the shipped call with one place written otherwise."""
    assert SOURCE.count(old) >= 1, old
    return SOURCE.replace(old, new, 1)
