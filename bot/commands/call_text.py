"""A call as text, for a person at the command line."""

from typing import Any


def call_as_text(listed: dict[str, Any]) -> str:
    """Return the items of a call, one to a line, from its JSON form."""
    lines = [f"{listed['title']} ({listed['name']}, version {listed['version'][:12]})", ""]
    for item in listed["items"]:
        mark = "*" if item["required"] else " "
        lines.append(f"{item['number']:>4}{mark} {item['title']}  [{item['kind']}]")
    return "\n".join([*lines, "", "* required"])
