"""What a person can be shown of what is kept of them: facts without words."""

from collections.abc import Mapping
from dataclasses import dataclass

from models.calls.call import Call
from models.turns.views import View


@dataclass(frozen=True, slots=True, kw_only=True)
class Privacy(View):
    """What is kept and why."""

    call: Call
    agreed: bool
    is_clerk: bool = True  # works on an application, or is no officer
    is_officer: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnData(View):
    """What is kept of the person, to read or take along."""

    data: Mapping[str, list[dict[str, object]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class EraseAsked(View):
    """Is it sure? What goes with the person, what stays, and until when the answer counts."""

    goes: tuple[str, ...]  # municipalities of drafts that go whole; "" while none is chosen
    stays: tuple[str, ...]  # municipalities of applications that stay
    shared: tuple[str, ...]  # mailboxes that were proven on another device as well
    is_officer: bool
    until: str  # as the button bears it
