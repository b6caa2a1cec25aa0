"""A person from another town can reach nothing: every button and every command, with another town's ids."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import Table, select
from sqlmodel import Session, col

from handlers import buttons, commands_table, desk_buttons
from models.records.applications.application import EarlierAnswer
from models.records.applications.attachment import Attachment
from models.records.desk.question import Question
from models.records.people.invitation import Invitation, JoinRequest
from models.records.tables import metadata
from tests.fakes import facts
from tests.fakes.conversation import CLEAR, Chat, Said, StandingClock, Town
from tests.fakes.prepared_town import prepared_town

AN = "an.peeters@heist-op-den-berg.be"
BRAM = "bram.claes@heist-op-den-berg.be"
LIES = "lies@lier.be"
OTHER_TEXT = CLEAR.replace("Kerkstraat", "Bergstraat")
SECRETS = (AN, BRAM, "Bergstraat", "geheim-besluit", "+3215")  # what was typed and sent in the other town

# For every verb what its button can bear of another's: {app}, {file}, {earlier}, {request} and {question} are theirs,
# {own} is the application of who presses. A verb that takes no id has one row without.
ROWS: dict[str, tuple[str, ...]] = {
    "agree": ("",),
    "about": ("",),
    "here": ("",),
    "todo": ("",),
    "list": ("",),
    "ready": ("",),
    "aside": ("",),
    "nowd": ("",),
    "code": ("",),
    "mine": ("",),
    "wipe": ("",),
    "wiped": ("{app}",),
    "noinv": ("",),
    "lang": ("{app}",),
    "rem": ("{app}",),
    "faqs": ("7",),
    "faq": ("{app}",),
    "mun": ("{app}:12014",),
    "nomun": ("{app}",),
    "opt": ("{app}:24:0", "{app}:16:1"),
    "tick": ("{app}:8:0:1", "{app}:8:0:0"),
    "done": ("{app}:8",),
    "ok": ("{app}:5",),
    "skip": ("{app}:6",),
    "back": ("{app}:6",),
    "next": ("{app}:6",),
    "go": ("{app}:7",),
    "rw": ("{app}:7",),
    "later": ("{app}",),
    "put": ("{app}:{earlier}", "{own}:{earlier}"),
    "nofaq": ("{question}",),
    "file": ("{file}",),
    "rmf": ("{file}",),
    "plf": ("{file}:12",),
    "send": ("{app}:00000000",),
    "wd": ("{app}",),
    "inv": ("{app}",),
    "hand": ("{app}",),
    "link": ("{app}",),
    "leave": ("{app}",),
    "bye": ("{app}",),
    "ask": ("{app}",),
    "req": ("{request}:1", "{request}:0"),
    "prov": ("{app}:1", "{app}:0"),
    "to": ("{app}",),
    "plan": ("{app}",),
    "replan": ("{app}",),
    "meets": ("{app}:0", "{app}:9"),
    "agenda": ("{app}:7",),
    "ics": ("{app}",),
    "decl": ("{app}",),
    "mom": ("last",),
    "snz": ("week",),
    "again": ("{app}:1", "{app}:0"),
    "show": ("{app}:1", "{app}:0", "{app}:2"),
    "vl": ("0:0:0",),
    "ve": ("{app}",),
}
NOWHERE = 999_999


@dataclass(frozen=True, slots=True, kw_only=True)
class Theirs:
    """The ids of everything that another town has."""

    app: int
    file: int
    earlier: int
    request: int
    question: int
    invitation: int


def of_clerks() -> dict[str, object]:
    return {verb: kinds for verb, (_, kinds) in buttons.verbs().items() if verb not in desk_buttons.VERBS}


def test_every_verb_has_its_row() -> None:
    assert ROWS.keys() == of_clerks().keys()


def test_a_verb_that_takes_an_id_is_tried_with_another_s() -> None:
    bare = {verb for verb, kinds in of_clerks().items() if int in kinds and not all("{" in r for r in ROWS[verb])}
    assert bare == {"vl"}  # a list of what everybody may read


async def another_town(town: Town) -> tuple[Chat, Theirs]:
    """Return the chat of an official of Heist whose application has one of everything."""
    an = await town.proven("An", AN)
    await an.says("015 25 00 00")
    await an.says("/wijzig 12")
    await an.sends("geheim-besluit.pdf")
    await an.says("/wijzig 7")
    await an.says(CLEAR)
    town.clock.pass_(minutes=1)
    await an.says("/wijzig 7")
    await an.says(OTHER_TEXT)
    await an.says("/vraag Mag de Bergstraat ook meedoen als het regent?")
    await an.says("/deel")
    await an.presses("Maak een link")
    bram = await town.begun("Bram")
    await bram.answers("Bram Claes", "Diensthoofd", BRAM)
    await bram.types_the_code(BRAM)
    await bram.presses("Vraag om mee te werken")
    app = (await facts.case_of(an)).application_id
    return an, await town.house.services.store.run(_theirs, app)


def _theirs(session: Session, app: int) -> Theirs:
    def first(table: type[Attachment | EarlierAnswer | JoinRequest | Question | Invitation]) -> int:
        return session.scalars(select(table.id).where(col(table.application_id) == app)).first() or 0

    return Theirs(
        app=app,
        file=first(Attachment),
        earlier=first(EarlierAnswer),
        request=first(JoinRequest),
        question=first(Question),
        invitation=first(Invitation),
    )


STRANGERS = ("Lies", "Eve", "Nina")


async def with_strangers(town: Town) -> Theirs:
    """Let people come in who have no business there: of another town, of the same but unproven, and not agreed yet."""
    _, theirs = await another_town(town)
    await town.proven("Lies", LIES, "Lier")
    await town.begun("Eve")
    new = await town.person("Nina")
    await new.says("/start")
    return theirs


@pytest.fixture
async def reached(tmp_path: Path, clock: StandingClock) -> AsyncIterator[tuple[Town, Theirs]]:
    """A town with strangers, and what is there to be reached."""
    async with prepared_town(with_strangers, tmp_path, clock) as found:
        yield found


async def rows_of(town: Town, theirs: Theirs) -> dict[str, list[object]]:
    """Return every row that belongs to the other town's application."""
    return await town.house.services.store.run(_rows_of, theirs.app)


def _rows_of(session: Session, app: int) -> dict[str, list[object]]:
    found: dict[str, list[object]] = {}
    for name, table in metadata().tables.items():
        key = "id" if name == "application" else "application_id"
        if key in table.c and name != "person":
            found[name] = [tuple(row) for row in session.connection().execute(_belonging(table, key, app))]
    return found


def _belonging(table: Table, key: str, app: int) -> object:
    return select(table).where(table.c[key] == app).order_by(*table.primary_key.columns)


def filled(row: str, theirs: Theirs, own: int) -> str:
    return row.format(
        own=own,
        app=theirs.app,
        file=theirs.file,
        earlier=theirs.earlier,
        request=theirs.request,
        question=theirs.question,
    )


NOBODY_S = Theirs(app=NOWHERE, file=NOWHERE, earlier=NOWHERE, request=NOWHERE, question=NOWHERE, invitation=NOWHERE)


def leaked(said: Said) -> list[str]:
    """Return what belongs to the other town and was shown all the same."""
    return [secret for secret in SECRETS if secret in said.text]


@pytest.mark.parametrize("verb", sorted(ROWS))
async def test_a_button_with_another_town_s_id_reads_as_if_it_were_not_there(
    reached: tuple[Town, Theirs], verb: str
) -> None:
    town, theirs = reached
    for name in STRANGERS:
        chat = await town.person(name)
        cases = await facts.applications(chat)
        own = cases[0].application_id if cases else NOWHERE
        before = await rows_of(town, theirs)
        for row in ROWS[verb]:
            there = await chat.forges(f"{verb}:{filled(row, theirs, own)}".rstrip(":"))
            nowhere = await chat.forges(f"{verb}:{filled(row, NOBODY_S, own)}".rstrip(":"))
            if row:
                assert (there.text, there.labels, there.notices) == (nowhere.text, nowhere.labels, nowhere.notices)
            assert leaked(there) == []
            assert there.documents == [] or verb == "mine"
        assert await rows_of(town, theirs) == before
        assert theirs.app not in {case.application_id for case in await facts.applications(chat)}


@pytest.mark.parametrize("name", commands_table.NAMES)
async def test_a_command_with_another_town_s_id_reads_as_if_it_were_not_there(
    reached: tuple[Town, Theirs], name: str
) -> None:
    town, theirs = reached
    for stranger in STRANGERS:
        chat = await town.person(stranger)
        before = await rows_of(town, theirs)
        for identity in (theirs.app, theirs.invitation, theirs.file):
            there = await chat.says(f"/{name} {identity}")
            nowhere = await chat.says(f"/{name} {NOWHERE}")
            if name != "wijzig" or str(identity) not in {"1", "2", "3"}:  # those are numbers of questions as well
                assert (there.text, there.labels) == (nowhere.text, nowhere.labels)
            assert leaked(there) == []
        assert await rows_of(town, theirs) == before


async def test_who_left_reaches_nothing_any_more(town: Town) -> None:
    an, theirs = await another_town(town)
    await an.says("/deel")
    await an.presses("Ik stop")
    await an.presses("Ja, ik stop")
    before = await rows_of(town, theirs)
    for verb in sorted(ROWS.keys() - {"mine", "noinv", "agree", "here"}):
        for row in ROWS[verb]:
            said = await an.forges(f"{verb}:{filled(row, theirs, theirs.app)}".rstrip(":"))
            assert "Bergstraat" not in said
            assert said.documents == []
    assert await rows_of(town, theirs) == before
