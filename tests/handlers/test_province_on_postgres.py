"""The desk of a province with PostgreSQL below it: a question, a mailbox, a nudge and what came of it."""

from pathlib import Path

import pytest

from tests.fakes import facts
from tests.fakes.conversation import CLEAR, StandingClock, open_town
from tests.fakes.deadline import brussels
from tests.fakes.fallen import fallen_out
from tests.fakes.mailbag import news, plain

FOREIGN = "lies@adviesbureau.example"


async def test_an_officer_answers_confirms_and_nudges(
    tmp_path: Path, postgres_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("KERNBOT_DATABASE_URL", postgres_url)
    async with open_town(tmp_path, StandingClock(brussels("2021-10-20 10:00"))) as town:
        an, piet = await fallen_out(town)
        lies = await town.proven("Lies", FOREIGN, "Lier")
        await lies.says("/vraag Mogen wij de foto's van de heemkring gebruiken?")
        await piet.says("/dossiers")
        await piet.presses("1 open vraag")
        await piet.presses("Antwoord Lier")
        await piet.says("Ja.")
        await piet.says("/dossiers")
        await piet.presses("1 mailbox te bevestigen")
        await piet.presses(FOREIGN)
        await piet.presses("Bevestigen")
        assert (await facts.case_of(lies)).is_owned
        said = [plain(one) for one in await news(lies)]
        assert len(said) == 2

        await piet.says("/aansporing heist")
        await piet.presses("Notitie")
        await piet.says("Belt terug.")
        await piet.presses("Rust 3 dagen")
        await piet.presses("Aansporen")
        await piet.presses("Versturen")
        assert len(await news(an)) == 1
        town.clock.pass_(hours=1)
        await an.says("/aanvraag")
        await an.says(CLEAR.replace("Kerkstraat", "Bergstraat"))
        assert "Daarop volgde een antwoord." in await piet.says("/aansporing")
        await piet.says("/aansporing heist")
        await piet.presses("Doet niet mee")
        await piet.presses("Ja, doet niet mee")
        assert "Afgerond (1)" in await piet.says("/aansporing")
