"""Who may do what: every command and every button of the desk, tried by everybody."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlmodel import Session

from handlers import buttons, commands_table, desk_buttons, desk_commands
from models.desk.rights import COMMANDS
from models.records.desk import decision_queries
from models.records.desk.decision_queries import Decided
from tests.fakes import desk, facts
from tests.fakes.conversation import Chat, StandingClock, Town
from tests.fakes.played_once import played_once
from tests.fakes.prepared_town import prepared_town
from tests.handlers.test_foreign_reach import ROWS as CLERK_ROWS
from tests.handlers.test_foreign_reach import Theirs, another_town, filled, rows_of

AN, LIES = "an.peeters@heist-op-den-berg.be", "lies@adviesbureau.example"
LIER = "12021"
NOWHERE = 999_999
NOT_THERE, NOT_KNOWN = "Die knop werkt niet meer", "Dat commando ken ik niet"

# Who tries everything with the application of An, of Heist-op-den-Berg in the province of Antwerpen.
NOBODY, CLERK, FOREIGN_CLERK = "nobody", "clerk", "foreign clerk"
PROVINCE, FOREIGN_PROVINCE = "province officer", "officer of another province"
AGENCY, COLLEAGUE, REVOKED = "agency officer", "another agency officer", "revoked officer"
EVERYBODY = (NOBODY, CLERK, FOREIGN_CLERK, PROVINCE, FOREIGN_PROVINCE, AGENCY, COLLEAGUE, REVOKED)
OFFICERS = frozenset({PROVINCE, FOREIGN_PROVINCE, AGENCY, COLLEAGUE})
WHO_READS = frozenset({PROVINCE, AGENCY, COLLEAGUE})
WHO_DECIDES = frozenset({AGENCY, COLLEAGUE})
PROVINCES = frozenset({PROVINCE, FOREIGN_PROVINCE})
WHO_NUDGES = frozenset({PROVINCE})  # what is about a municipality is of the officers of its province
WHO_PREPARED = frozenset({AGENCY})  # a decision in preparation is of the officer who began it


@dataclass(frozen=True, slots=True)
class Row:
    """What a button bears of An's application, and for whom it does something."""

    data: str
    may: frozenset[str]


# {app} and {file} are An's; {decision} is prepared about it by the agency officer, {taken} was taken, {in_batch} is one
# of several in {batch}, {form} is what that officer fills in. A list is of nobody in particular: an officer of another
# province finds it empty.
# {town} is Lier, of the same province, which began and did not submit: {note} and {nudge} are the province officer's,
# {question} and {mailbox} wait for that officer.
BUTTONS: dict[str, Row] = {
    "dall": Row("", OFFICERS),
    "dtodo": Row("", WHO_DECIDES),
    "dl": Row("2021-2:0:0:0:0", WHO_DECIDES),
    "dn": Row("stage:2021-2:0:0", WHO_DECIDES),
    "dc": Row("{app}", WHO_READS),
    "df": Row("{file}", WHO_READS),
    "dd": Row("{app}:0", WHO_DECIDES),
    "di": Row("{decision}:7:1", WHO_PREPARED),
    "dr": Row("{decision}:5", WHO_PREPARED),
    "de": Row("{decision}", WHO_PREPARED),
    "dp": Row("{decision}", WHO_PREPARED),
    "dk": Row("{decision}", WHO_PREPARED),
    "du": Row("{taken}", WHO_DECIDES),
    "db": Row("2021-2:0:0", WHO_DECIDES),
    "dt": Row("{in_batch}:0", WHO_PREPARED),
    "dm": Row("{batch}", WHO_PREPARED),
    "dx": Row("{batch}", WHO_PREPARED),
    "cr": Row("2021-2", OFFICERS),
    "cl": Row("2021-2:0:0", OFFICERS),
    "cs": Row("2021-2", OFFICERS),
    "cf": Row("", WHO_DECIDES),
    "cc": Row("0", WHO_DECIDES),
    "cm": Row("", WHO_DECIDES),
    "fb": Row("extend:{app}", WHO_DECIDES),
    "ft": Row("extend:12014:2021-2", WHO_DECIDES),
    "fo": Row("{form}:0", WHO_PREPARED),
    "fw": Row("{form}:0", WHO_PREPARED),
    "fk": Row("{form}", WHO_PREPARED),
    "pb": Row("2021-2:0:0", PROVINCES),
    "pl": Row("0:0", PROVINCES),
    "pt": Row("{town}", WHO_NUDGES),
    "pv": Row("{town}", WHO_NUDGES),
    "pc": Row("{town}", WHO_NUDGES),
    "pr": Row("{town}", WHO_NUDGES),
    "pz": Row("{town}:7", WHO_NUDGES),
    "pn": Row("{town}", WHO_NUDGES),
    "px": Row("{note}", WHO_NUDGES),
    "pe": Row("{town}:0", WHO_NUDGES),
    "pd": Row("{town}", WHO_NUDGES),
    "po": Row("{town}", WHO_NUDGES),
    "pw": Row("{town}", WHO_NUDGES),
    "pg": Row("{nudge}:en", WHO_NUDGES),
    "ps": Row("{nudge}", WHO_NUDGES),
    "qs": Row("", OFFICERS),
    "qa": Row("{question}", WHO_NUDGES),
    "ms": Row("", OFFICERS),
    "mo": Row("{mailbox}", WHO_NUDGES),
    "mc": Row("{mailbox}", WHO_NUDGES),
    "mr": Row("{mailbox}", WHO_NUDGES),
}
WORDS: dict[str, frozenset[str]] = {
    "dossiers": OFFICERS,
    "beslis": WHO_DECIDES,
    "aansporing": PROVINCES,
    "cijfers": OFFICERS,
}


def test_every_button_has_its_row() -> None:
    assert BUTTONS.keys() == desk_buttons.VERBS.keys()
    assert BUTTONS.keys() | CLERK_ROWS.keys() == buttons.verbs().keys()


def test_every_command_has_its_row() -> None:
    assert WORDS.keys() == desk_commands.works().keys() == COMMANDS.keys()
    assert not WORDS.keys() & set(commands_table.NAMES)


NAMES = {
    NOBODY: "Nina",
    CLERK: "An",
    FOREIGN_CLERK: "Lies",
    PROVINCE: "Piet",
    FOREIGN_PROVINCE: "Lut",
    AGENCY: "Els",
    COLLEAGUE: "Ann",
    REVOKED: "Ruud",
}


async def everybody(town: Town) -> None:
    """Let one of each come in, with an application of An that was sent."""
    await desk.sent(town, "An", AN)
    await town.proven("Lies", LIES, "Lier")
    nobody = await town.person("Nina")
    await nobody.says("/start")
    await desk.agency(town, "Ruud", "ruud@vlaio.example")
    await desk.revoked(town, "ruud@vlaio.example")
    await desk.province(town)
    await desk.province(town, "Lut", "lut@provincie.example", "Limburg")
    await desk.agency(town)
    await desk.agency(town, "Ann", "ann@vlaio.example")


@pytest.fixture
async def people(tmp_path: Path, clock: StandingClock) -> AsyncIterator[dict[str, Chat]]:
    """The chat of one of each."""
    async with prepared_town(everybody, tmp_path, clock) as (town, _):
        yield await chats(town)


async def chats(town: Town) -> dict[str, Chat]:
    return {who: await town.person(name) for who, name in NAMES.items()}


@played_once
async def ids(town: Town, *, decided: bool) -> dict[str, object]:
    """Let the agency officer prepare a decision, take one (for the button that undoes it), and begin several."""
    people = await chats(town)
    app, els = (await facts.case_of(people[CLERK])).application_id, people[AGENCY]
    await els.forges(f"dd:{app}:5")
    await els.says("7: Welke straten?")
    await els.forges("db:2021-2:0:0")
    await els.forges(f"dd:{app}:0")
    found = await els.house.services.store.run(_decisions)
    prepared, in_batch, other = found
    if decided:
        await els.forges(f"dk:{other.id}")
    await els.forges(f"fb:extend:{app}")
    known = {"decision": prepared.id, "in_batch": in_batch.id, "taken": other.id, "batch": in_batch.batch, "form": 1}
    return {"app": app, "file": 1} | known | await _of_the_province(people)


async def _of_the_province(people: dict[str, Chat]) -> dict[str, object]:
    """Let Lier ask something with a mailbox of another domain, and its province note a call and write a letter."""
    piet, lies = people[PROVINCE], people[FOREIGN_CLERK]
    await lies.says("/deel")
    await lies.presses("Toon ons ontwerp")
    await lies.says("/vraag Mag de Bergstraat ook meedoen als het regent?")
    await piet.forges(f"pn:{LIER}")
    await piet.says("Lies belt terug.")
    await piet.forges(f"pw:{LIER}")
    await piet.says("/help")
    return {"town": LIER, "note": 1, "nudge": 1, "question": 1, "mailbox": 1}


def _decisions(session: Session) -> list[Decided]:
    found = [decision_queries.one(session, one) for one in range(1, 4)]
    return [one for one in found if one is not None]


IDS = ("app", "file", "decision", "in_batch", "taken", "batch", "form", "town", "note", "nudge", "question", "mailbox")
NOWHERE_AT_ALL = dict.fromkeys(IDS, NOWHERE)


@pytest.mark.parametrize("verb", sorted(BUTTONS))
async def test_a_button_does_something_for_whom_it_is_and_is_not_there_for_anybody_else(
    tmp_path: Path, clock: StandingClock, verb: str
) -> None:
    async with prepared_town(everybody, tmp_path, clock) as (town, _):
        there = await ids(town, decided=verb == "du")
        await only_who_may_press(await chats(town), verb, there)


async def only_who_may_press(people: dict[str, Chat], verb: str, there: dict[str, object]) -> None:
    row = BUTTONS[verb]
    for who in sorted(EVERYBODY, key=lambda one: one in row.may):  # those who may come last: they change things
        before = await facts.everything(people[CLERK])
        said = await people[who].forges(f"{verb}:{row.data.format(**there)}".rstrip(":"))
        if who in row.may:
            assert NOT_THERE not in said, who
            continue
        nowhere = await people[who].forges(f"{verb}:{row.data.format(**NOWHERE_AT_ALL)}".rstrip(":"))
        assert NOT_THERE in said, who
        assert (said.text, said.labels, said.notices, said.documents) == (
            nowhere.text,
            nowhere.labels,
            nowhere.notices,
            nowhere.documents,
        ), who
        assert await facts.everything(people[CLERK]) == before, who


@pytest.mark.parametrize("name", sorted(WORDS))
@pytest.mark.parametrize("words", ["", "PROF-2021-2-0001"])
async def test_a_command_does_something_for_whom_it_is_and_is_not_known_to_anybody_else(
    people: dict[str, Chat], name: str, words: str
) -> None:
    for who in EVERYBODY:
        said = await people[who].says(f"/{name} {words}")
        if who not in WORDS[name]:
            assert NOT_KNOWN in said, who
        elif words and who == FOREIGN_PROVINCE:
            nowhere = await people[who].says(f"/{name} PROF-2021-2-0999")
            assert said.text == nowhere.text
        else:
            assert NOT_KNOWN not in said, who
        assert ("Dorpskern Itegem" in said) == (bool(words) and who in WORDS[name] & WHO_READS), who


async def officers_and_another_town(town: Town) -> Theirs:
    """Let three officers come in, one of them revoked, beside a town that has one of everything."""
    _, theirs = await another_town(town)
    await desk.agency(town)
    await desk.province(town)
    await desk.agency(town, "Ruud", "ruud@vlaio.example")
    await desk.revoked(town, "ruud@vlaio.example")
    return theirs


@pytest.mark.parametrize("verb", sorted(CLERK_ROWS))
async def test_an_officer_cannot_do_the_work_of_a_clerk(tmp_path: Path, clock: StandingClock, verb: str) -> None:
    async with prepared_town(officers_and_another_town, tmp_path, clock) as (town, theirs):
        for name in ("Els", "Piet", "Ruud"):
            chat = await town.person(name)
            before = await rows_of(town, theirs)
            for row in CLERK_ROWS[verb]:
                said = await chat.forges(f"{verb}:{filled(row, theirs, NOWHERE)}".rstrip(":"))
                assert "Bergstraat" not in said
                assert said.documents == [] or verb == "mine"
            assert await rows_of(town, theirs) == before
            assert theirs.app not in {case.application_id for case in await facts.applications(chat)}
