"""Who may do what: every command and every button of the desk, tried by everybody."""

from dataclasses import dataclass

import pytest

from handlers import buttons, commands_table, desk_buttons, desk_commands
from models.desk.rights import COMMANDS
from tests.fakes import desk, facts
from tests.fakes.conversation import Chat, Said, Town
from tests.handlers.test_foreign_reach import ROWS as CLERK_ROWS
from tests.handlers.test_foreign_reach import another_town, filled, rows_of

AN, LIES = "an.peeters@heist-op-den-berg.be", "lies@lier.be"
NOWHERE = 999_999
NOT_THERE, NOT_KNOWN = "Die knop werkt niet meer", "Dat begrijp ik niet"

# Who tries everything with the application of An, of Heist-op-den-Berg in the province of Antwerpen.
NOBODY, CLERK, FOREIGN_CLERK = "nobody", "clerk", "foreign clerk"
PROVINCE, FOREIGN_PROVINCE = "province officer", "officer of another province"
AGENCY, REVOKED = "agency officer", "revoked officer"
EVERYBODY = (NOBODY, CLERK, FOREIGN_CLERK, PROVINCE, FOREIGN_PROVINCE, AGENCY, REVOKED)
OFFICERS = frozenset({PROVINCE, FOREIGN_PROVINCE, AGENCY})
WHO_READS = frozenset({PROVINCE, AGENCY})
WHO_DECIDES = frozenset({AGENCY})


@dataclass(frozen=True, slots=True)
class Row:
    """What a button bears of An's application, and for whom it does something."""

    data: str
    may: frozenset[str]


# {app} and {file} are An's. A list is of nobody in particular: an officer of another province finds it empty.
BUTTONS: dict[str, Row] = {
    "dall": Row("", OFFICERS),
    "dtodo": Row("", WHO_DECIDES),
    "dl": Row("2021-2:0:0:0:0", OFFICERS),
    "dn": Row("stage:2021-2:0:0", OFFICERS),
    "dc": Row("{app}", WHO_READS),
    "df": Row("{file}", WHO_READS),
}
WORDS: dict[str, frozenset[str]] = {
    "dossiers": OFFICERS,
    "beslis": WHO_DECIDES,
}


def test_every_button_has_its_row() -> None:
    assert BUTTONS.keys() == desk_buttons.VERBS.keys()
    assert BUTTONS.keys() | CLERK_ROWS.keys() == buttons.VERBS.keys()


def test_every_command_has_its_row() -> None:
    assert WORDS.keys() == desk_commands.WORKS.keys() == COMMANDS.keys()
    assert not WORDS.keys() & set(commands_table.NAMES)


async def everybody(town: Town) -> dict[str, Chat]:
    """Return the chat of one of each, with an application of An that was sent."""
    an = await desk.sent(town, "An", AN)
    await town.proven("Lies", LIES, "Lier")
    nobody = await town.person("Nina")
    await nobody.says("/start")
    ruud = await desk.agency(town, "Ruud", "ruud@vlaio.example")
    await desk.revoked(town, "ruud@vlaio.example")
    return {
        NOBODY: nobody,
        CLERK: an,
        FOREIGN_CLERK: await town.person("Lies"),
        PROVINCE: await desk.province(town),
        FOREIGN_PROVINCE: await desk.province(town, "Lut", "lut@provincie.example", "Limburg"),
        AGENCY: await desk.agency(town),
        REVOKED: ruud,
    }


async def pressed(chat: Chat, verb: str, data: str, app: int, file: int) -> Said:
    return await chat.forges(f"{verb}:{data.format(app=app, file=file)}".rstrip(":"))


@pytest.mark.parametrize("verb", sorted(BUTTONS))
async def test_a_button_does_something_for_whom_it_is_and_is_not_there_for_anybody_else(town: Town, verb: str) -> None:
    people = await everybody(town)
    app, file = (await facts.case_of(people[CLERK])).application_id, 1
    row = BUTTONS[verb]
    for who in sorted(EVERYBODY, key=lambda one: one in row.may):  # those who may come last: they change things
        before = await facts.everything(people[CLERK])
        said = await pressed(people[who], verb, row.data, app, file)
        if who in row.may:
            assert NOT_THERE not in said, who
            continue
        nowhere = await pressed(people[who], verb, row.data, NOWHERE, NOWHERE)
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
    town: Town, name: str, words: str
) -> None:
    people = await everybody(town)
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


@pytest.mark.parametrize("verb", sorted(CLERK_ROWS))
async def test_an_officer_cannot_do_the_work_of_a_clerk(town: Town, verb: str) -> None:
    an, theirs = await another_town(town)
    els, piet = await desk.agency(town), await desk.province(town)
    ruud = await desk.agency(town, "Ruud", "ruud@vlaio.example")
    await desk.revoked(town, "ruud@vlaio.example")
    for chat in (els, piet, ruud):
        before = await rows_of(town, theirs, an)
        for row in CLERK_ROWS[verb]:
            said = await chat.forges(f"{verb}:{filled(row, theirs, NOWHERE)}".rstrip(":"))
            assert "Bergstraat" not in said
            assert said.documents == [] or verb == "mine"
        assert await rows_of(town, theirs, an) == before
        assert theirs.app not in {case.application_id for case in await facts.applications(chat)}
