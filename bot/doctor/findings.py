"""What the doctor finds, one line for each thing that it looked at."""

from dataclasses import dataclass

import typer


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """What was looked at, whether it is fine, and what to do when it is not."""

    what: str
    is_fine: bool
    detail: str
    advice: str = ""


def report(findings: list[Finding]) -> None:
    """Print the findings, one to a line."""
    for one in findings:
        typer.echo(f"{'ok ' if one.is_fine else 'NOT'} {one.what}: {one.detail}")
        if not one.is_fine and one.advice:
            typer.echo(f"    -> {one.advice}")
