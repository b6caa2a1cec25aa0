"""The commands of the command line, as they are typed."""

import typer

from bot.cli import app


def commands(of: typer.Typer = app, before: tuple[str, ...] = ()) -> list[tuple[str, ...]]:
    """Return every command with the groups before it: ("call", "check")."""
    own = [(*before, one.name or one.callback.__name__) for one in of.registered_commands]
    groups = [commands(group.typer_instance, (*before, group.name)) for group in of.registered_groups]
    return [*own, *(command for group in groups for command in group)]
