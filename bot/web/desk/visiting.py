"""A request at the desk: what it asks and sends along, and the way to the rules with its officer."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Concatenate, ParamSpec, TypeVar, cast

from sqlmodel import Session
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from bot.web.desk import session, told
from bot.web.desk.menu import entries_of, entry_of
from bot.web.pages import page
from bot.web.site import site_of
from bot.web.wording import asked_for, preferred
from models.dialogue.at_desk import Here, visit
from models.turns.outcome import Outcome
from models.turns.turn import Turn

P = ParamSpec("P")
T = TypeVar("T")
LOGIN = "/loket/inloggen"
OWN = re.compile(r"/loket(/[a-zA-Z0-9_-]{1,60}){0,4}")
MOST_CODE = 40  # characters
MOST = 2**31 - 1  # what an id in the database can be
TYPED = re.compile(r"text|reason|email|field-.*")  # fields that must not be lost when a form comes too late


class NotEntered(Exception):
    """Nobody is logged in with this browser (any more)."""


class NotThere(Exception):
    """What an address names does not exist, or is not theirs."""


class Otherwise(Exception):
    """The rule could not go on; its outcome is shown instead."""

    def __init__(self, outcome: Outcome) -> None:
        super().__init__(outcome)
        self.outcome = outcome


@dataclass(slots=True, kw_only=True)
class Desk:
    """A request of an officer: what was sent along, and the way to the rules."""

    request: Request
    form: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    here: Here | None = None

    async def do(self, work: Callable[Concatenate[Session, Turn, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
        """Apply a rule for the officer of this session and return what it found.

        Raises:
            NotEntered: the session does not stand; nothing happened.
            Otherwise: the rule could not go on.
        """
        services = site_of(self.request).house.services
        secret = session.secret_of(self.request)
        run = services.store.run
        found = await run(visit, services.house, secret, services.clock(), work, *args, **kwargs) if secret else None
        if found is None:
            raise NotEntered
        self.here = found.here
        if found.instead is not None:
            raise Otherwise(found.instead)
        return cast("T", found.found)  # it is None only where the rule says so

    def word(self, name: str) -> str:
        """Return a field of the form, or ""."""
        return (self.form.get(name) or ("",))[0]

    def words(self, name: str) -> tuple[str, ...]:
        """Return every value of a field of the form."""
        return self.form.get(name, ())

    def asked(self, name: str) -> str:
        """Return what the address asks for under a name, or ""."""
        return self.request.query_params.get(name, "")

    def has_asked(self, name: str) -> bool:
        """Return whether the address says something under a name."""
        return name in self.request.query_params

    def number(self, name: str) -> int:
        """Return the number that the address asks for; 0 for what is none."""
        return _number(self.asked(name)) or 0

    def place(self, name: str) -> int:
        """Return the number in the address.

        Raises:
            NotThere: it is none that a row can have.
        """
        found = _number(str(self.request.path_params[name]))
        if found is None:
            raise NotThere
        return found

    def code(self, name: str) -> str:
        """Return a code in the address, of a municipality or a round."""
        return str(self.request.path_params[name])[:MOST_CODE]

    @property
    def language(self) -> str:
        """Return the language of the officer; before a rule was applied that of the browser."""
        return self.here.speaker.language if self.here is not None else language_of(self.request)

    def page(self, name: str, *, notes: Sequence[str] = (), status: int = 200, **values: object) -> Response:
        """Return a page of the desk, with what all of them show and what was just done."""
        if self.here is None:
            raise NotEntered
        from handlers.views.desk_lists import role_words  # with all of the desk: the login needs none of it

        speaker = self.here.speaker
        before = told.told(self.request) if self.request.method == "GET" else []
        answer = page(
            f"desk/{name}",
            self.language,
            status=status,
            up=up_of(self.request),
            keeps=None,
            seal=session.seal_of(self.request),
            session=self.here.session,
            role=role_words(speaker.role or "", speaker.province, speaker.language),
            menu=entries_of(speaker.role),
            at=self.request.url.path if self.request.method == "GET" else "/loket",
            section=entry_of(self.request.url.path),
            notes=[*before, *notes],
            **values,
        )
        if before:
            told.forget(self.request, answer)
        return answer

    def to(self, path: str, sentences: Sequence[str] = ()) -> Response:
        """Return the way to another page of the desk, which tells these sentences (HTML) once."""
        answer = RedirectResponse(f"{up_of(self.request)}{path.lstrip('/')}", 303)
        if sentences:
            told.remember(self.request, answer, f"/{path.lstrip('/')}", sentences)
        return answer


def void(request: Request, form: Mapping[str, tuple[str, ...]] | None = None) -> Response:
    """Return the one page for what is not there, not theirs or too late; what was typed can be copied from it."""
    kept = {name: values for name, values in (form or {}).items() if TYPED.fullmatch(name)}
    typed = [value for values in kept.values() for value in values if value.strip()]
    return page("desk/void", language_of(request), status=404, up=up_of(request), typed=typed)


def language_of(request: Request) -> str:
    """Return the language that was chosen under the page, else the one that the browser wishes."""
    return asked_for(request) or preferred(
        request.headers.get("accept-language", ""), site_of(request).house.settings.language
    )


def up_of(request: Request) -> str:
    """Return how an address leads to the root of the site, so that all works below any public address."""
    return "../" * (request.url.path.count("/") - 1) or "./"


def _number(said: str) -> int | None:
    if not (said.isascii() and said.isdecimal()) or len(said) > len(str(MOST)):
        return None
    return int(said) if int(said) <= MOST else None
