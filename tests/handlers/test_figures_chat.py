"""The figures at the desk: counted, opened, frozen, compared, and mailed as files."""

from io import BytesIO

from openpyxl import load_workbook

from tests.fakes import desk, guided
from tests.fakes.conversation import Town
from tests.fakes.mailbag import mails

AN, LIES = "an.peeters@heist-op-den-berg.be", "lies@genk.be"


async def test_the_figures_are_counted_by_round_and_province(town: Town) -> None:
    await desk.sent(town, "An", AN)
    await desk.sent(town, "Lies", LIES, "Genk")
    els = await desk.agency(town)
    said = await els.says("/cijfers")
    assert "Cijfers: " in said
    assert "Ronde 2021-1, tot en met vrijdag 13 augustus 2021\nNog niemand is begonnen." in said.text
    assert "Ronde 2021-2, tot en met vrijdag 12 november 2021\ningediend 2\n2 gemeenten begonnen" in said.text
    assert "• Antwerpen: 1 ingediend, 0 geselecteerd\n• Limburg: 1 ingediend, 0 geselecteerd" in said.text
    assert "Samen zijn dat 2 verschillende gemeenten." in said


async def test_each_number_opens_its_list_and_the_list_each_application(town: Town) -> None:
    await desk.sent(town, "An", AN)
    await desk.sent(town, "Lies", LIES, "Genk")
    els = await desk.agency(town)
    await els.says("/cijfers")
    said = await els.presses("Ingediend: 2")
    assert "PROF-2021-2-0001 · Heist-op-den-Berg · ingediend" in said
    assert "PROF-2021-2-0002 · Genk · ingediend" in said
    assert "PROF-2021-2-0002 · Genk" in await els.presses("0002 Genk")


async def test_a_guidance_that_was_evaluated_is_counted_and_opened(town: Town) -> None:
    _, els = await guided.evaluated(town)
    assert "geëvalueerd 1" in await els.says("/cijfers 2021-2")
    assert "Heist-op-den-Berg · geëvalueerd" in await els.presses("Geëvalueerd: 1")


async def test_a_province_officer_reads_all_numbers_and_only_the_own_list(town: Town) -> None:
    await desk.sent(town, "An", AN)
    await desk.sent(town, "Lies", LIES, "Genk")
    piet = await desk.province(town)
    said = await piet.says("/cijfers")
    assert "ingediend 2" in said
    assert not {"Bevriezen", "Verslag per mail"} & set(said.labels)
    said = await piet.presses("Ingediend: 2")
    assert "Je ziet alleen de provincie Antwerpen." in said
    assert "Heist-op-den-Berg" in said
    assert "Genk" not in said


async def test_one_round_can_be_typed_and_shows_where_people_stop(town: Town) -> None:
    await town.proven("Lies", LIES, "Genk")
    els = await desk.agency(town)
    assert "Ronde 2030-9 bestaat niet in deze oproep." in await els.says("/cijfers 2030-9")
    said = await els.says("/cijfers 2021-2")
    assert "2021-1" not in said.text
    said = await els.presses("Waar stopt men?")
    assert "Waar staan de ontwerpen van ronde 2021-2?" in said
    assert said.text.splitlines()[-1].endswith(": 1")
    await els.presses("Naar de cijfers")
    assert "Ronde 2021-1" in await els.presses("Alle rondes")


async def test_a_municipality_counts_once_however_many_devices_its_official_has(town: Town) -> None:
    await town.proven("Lies", LIES, "Genk")
    await town.begun("Lies thuis", "Genk")  # an empty draft on a second device
    nobody = await town.person("Niemand")
    await nobody.says("/start")
    await nobody.presses("Akkoord")  # and chooses no municipality
    els = await desk.agency(town)
    assert "\n1 gemeente begon aan een aanvraag, ingediend of niet." in await els.says("/cijfers 2021-2")
    said = await els.presses("Waar stopt men?")
    assert said.text.splitlines()[1:] == ["5. Telefoon contact: 1"]


async def test_who_sent_stands_nowhere_and_neither_does_a_draft_beside_it_or_one_that_was_withdrawn(town: Town) -> None:
    await desk.sent(town, "An", AN)
    await town.begun("An thuis")
    lies = await town.proven("Lies", LIES, "Genk")
    await lies.says("/intrekken")
    await lies.presses("Ja")
    els = await desk.agency(town)
    assert "2 gemeenten begonnen" in await els.says("/cijfers 2021-2")
    assert "is er geen gemeente die begon en niet indiende" in await els.presses("Waar stopt men?")


async def test_frozen_figures_are_compared_with_those_of_now(town: Town) -> None:
    await desk.sent(town, "An", AN)
    els = await desk.agency(town)
    await els.says("/cijfers")
    assert "Er is nog niets bevroren" in await els.presses("Vergelijken")
    await els.says("/cijfers")
    assert "Bevroren als momentopname 1" in await els.presses("Bevriezen")
    assert "Er is niets veranderd." in await els.presses("Vergelijken")
    await desk.sent(town, "Lies", LIES, "Genk")
    await els.says("/cijfers")
    said = await els.presses("Vergelijken")
    assert "2021-2 · ingediend: 1 → 2" in said
    assert "2021-2 · Limburg · ingediend: 0 → 1" in said
    assert "Totaal" not in said
    assert "totaal · gemeente: 1 → 2" in said


async def test_the_report_comes_by_mail_in_three_forms(town: Town) -> None:
    await desk.sent(town, "An", AN)
    els = await desk.agency(town)
    await els.says("/cijfers")
    assert f"Het verslag vertrekt naar {desk.ELS}" in await els.presses("Verslag per mail")
    await els.says("/cijfers")
    await els.presses("Verslag per mail")  # once more in the same minute is the same mail
    sent = [mail for mail in await mails(town, desk.ELS) if mail.subject.startswith("Cijfers: ")]
    assert len(sent) == 1
    files = {name.rpartition(".")[2]: content for name, content in zip(sent[0].files, sent[0].contents, strict=True)}
    assert files.keys() == {"md", "xlsx", "json"}
    assert "Heist-op-den-Berg" in files["md"].decode()
    assert load_workbook(BytesIO(files["xlsx"])).sheetnames[0] == "1 Totalen"
