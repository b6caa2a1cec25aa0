"""The lists of the desk and a case as it was sent."""

from datetime import timedelta

from sqlmodel import Session

from models.records.applications import case_queries
from tests.fakes import desk, facts
from tests.fakes.conversation import CLEAR, Chat, Town

AN = "an.peeters@heist-op-den-berg.be"
ROUND = {"call_name": "profploeg-2021", "round_id": "2021-2"}


async def shelved(town: Town, like: Chat, count: int, nis_code: str = "11002", **values: object) -> None:
    """Add applications that look as if they were sent one after the other."""
    case = await facts.case_of(like)
    now = town.clock()

    def add(session: Session) -> None:
        for place in range(count):
            application_id = case_queries.add_application(
                session, call_version=case.call.version, now=now, nis_code=nis_code, **ROUND
            )
            number = f"PROF-2021-2-{9000 + application_id}"
            sent = {"stage": "submitted", "number": number, "first_sent_at": now + timedelta(seconds=place // 3)}
            case_queries.change(session, application_id, **(sent | values))

    await town.house.services.store.run(add)


async def test_the_list_shows_what_was_sent_and_no_draft(town: Town) -> None:
    await desk.sent(town, "An", AN)
    await town.proven("Lies", "lies@lier.be", "Lier")
    els = await desk.agency(town)
    said = await els.says("/dossiers")
    assert "PROF-2021-2-0001 · Heist-op-den-Berg · ingediend" in said
    assert "Lier" not in said


async def test_pages_follow_each_other_and_lead_back(town: Town) -> None:
    an = await desk.sent(town, "An", AN)
    town.clock.pass_(minutes=1)
    await shelved(town, an, 20)
    els = await desk.agency(town)
    pages = [await els.says("/dossiers")]
    while "Volgende →" in pages[-1].labels:
        pages.append(await els.presses("Volgende"))
    rows = [[line for line in page.text.splitlines() if line.startswith("PROF-")] for page in pages]
    assert [len(page) for page in rows] == [8, 8, 5]
    assert len({line for page in rows for line in page}) == 21
    assert ["Er zijn er nog meer" in page for page in pages] == [True, True, False]
    assert "← Vorige" not in pages[0].labels
    back = await els.presses("← Vorige")
    assert [line for line in back.text.splitlines() if line.startswith("PROF-")] == rows[1]
    assert "Volgende →" in back.labels
    first = await els.presses("← Vorige")
    assert [line for line in first.text.splitlines() if line.startswith("PROF-")] == rows[0]
    assert "← Vorige" not in first.labels


async def test_the_list_behind_a_figure_says_which_page_it_is(town: Town) -> None:
    an = await desk.sent(town, "An", AN)
    await shelved(town, an, 20)
    els = await desk.agency(town)
    await els.says("/cijfers 2021-2")
    assert "ingediend · ronde 2021-2 · 21, pagina 1 van 3" in await els.presses("Ingediend: 21")


async def test_a_municipality_is_found_by_its_name_with_what_it_sent_one_tap_away(town: Town) -> None:
    await desk.sent(town, "An", AN)
    els = await desk.agency(town)
    for said in ("/dossiers heist op den berg", "/beslis Heist-op-den-Berg", "Heist-op-den-Berg"):
        page = await els.says(said)
        assert "Heist-op-den-Berg (Antwerpen)\nRonde 2021-2: indienen kan tot en met" in page
        assert "PROF-2021-2-0001" in page.labels
    assert "geen gemeente met die naam" in await els.says("/dossiers Nergenshuizen")


async def test_a_list_is_narrowed_by_stage_province_and_round(town: Town) -> None:
    an = await desk.sent(town, "An", AN)
    await shelved(town, an, 1, nis_code="71022")
    await shelved(town, an, 1, nis_code="71016", stage="selected")
    els = await desk.agency(town)
    await els.says("/dossiers")
    await els.presses("Provincie")
    said = await els.presses("Limburg")
    assert said.text.count("PROF-") == 2
    await els.presses("Stadium")
    said = await els.presses("geselecteerd")
    assert said.text.count("PROF-") == 1
    assert "Genk" in said
    await els.presses("Ronde")
    assert "Hier staat nu geen aanvraag" in await els.presses("2021-1")


async def test_a_case_shows_what_was_sent_and_not_what_was_changed_afterwards(town: Town) -> None:
    an = await desk.sent(town, "An", AN)
    await an.says("/wijzig 6")
    await an.says("Iets heel anders: de Bergstraat")
    await an.sends("later.pdf")
    els = await desk.agency(town)
    await els.says("/dossiers")
    said = await els.presses("0001")
    assert "PROF-2021-2-0001 · Heist-op-den-Berg (Antwerpen)" in said
    assert "Dorpskern Itegem: Kerkstraat en Dorpsplein" in said
    assert "Bergstraat" not in said
    assert "⬇ besluit.pdf" in said.labels
    assert "⬇ later.pdf" not in said.labels
    assert "Alles is er en alles is duidelijk" in said
    assert "Verloop" in said


async def test_the_check_is_the_one_that_the_applicant_saw(town: Town) -> None:
    an = await town.complete("An", AN)
    await an.says("/wijzig 9")
    await an.says("Zie bijlage.")
    await an.says("/indienen")
    await an.presses("Ja, indienen")
    els = await desk.agency(town)
    said = await els.says("PROF-2021-2-0001")
    assert "⚠ 9. " in said
    assert "De aanvrager zag: dit mist" in said
    assert "Aandacht bij vraag 9" in said
    assert CLEAR in said


async def test_a_back_up_with_the_mailbox_of_the_contact_is_marked_with_the_reason(town: Town) -> None:
    an = await town.complete("An", AN)
    await an.says("/wijzig 20")
    await an.says(AN)
    summary = await an.says("/indienen")
    assert f"20. E-mail reserve: {AN} ⚠ hetzelfde staat bij vraag 4 (E-mail contact)" in summary
    await an.presses("Ja, indienen")
    els = await desk.agency(town)
    reason = "De aanvrager zag: hetzelfde staat bij vraag 4 (E-mail contact)."
    said = await els.says("PROF-2021-2-0001")
    assert f"⚠ 20. E-mail reserve: {AN}\n   {reason}" in said
    assert "Aandacht bij vraag 20" in said
    assert reason in await els.presses("Meer informatie vragen")
    letter = await els.presses("Bekijk de brief")
    assert (
        "20. E-mail reserve: Hetzelfde staat bij vraag 4 (E-mail contact), en hier hoort een ander antwoord." in letter
    )
    assert "staat nog niet wat er beter moet" not in letter
    await els.says("/taal")
    await els.presses("English")
    assert "The applicant saw: the same stands at item 4 (Contact's e-mail)." in await els.says("PROF-2021-2-0001")


async def test_a_file_that_was_sent_can_be_downloaded_also_after_it_was_removed(town: Town) -> None:
    an = await desk.sent(town, "An", AN)
    els = await desk.agency(town)
    await els.says("PROF-2021-2-0001")
    _, data = await els.button("⬇ besluit.pdf")
    await an.says("/wijzig 12")
    await an.presses("🗑")
    assert (await els.forges(data)).documents == ["besluit.pdf"]


async def test_a_file_that_was_not_sent_is_not_there(town: Town) -> None:
    an = await desk.sent(town, "An", AN)
    await an.says("/wijzig 12")
    await an.sends("geheim.pdf", b"%PDF-1.4\n%other\n1 0 obj<</Type/Catalog>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n")
    els = await desk.agency(town)
    for attachment_id in (2, 3, 99):
        said = await els.forges(f"df:{attachment_id}")
        assert said.documents == []
        assert "werkt niet meer" in said


async def test_what_waits_for_a_decision_comes_first_by_round_then_by_moment(town: Town) -> None:
    els = await desk.agency(town)
    assert "Er wacht niets op een beslissing" in await els.says("/beslis")
    an = await desk.sent(town, "An", AN)
    await shelved(town, an, 1, stage="admissible")
    said = await els.says("/beslis")
    assert "ingediend" in said
    assert "PROF-2021-2-0001" in said
    assert said.text.count("PROF-") == 1
