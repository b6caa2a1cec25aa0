"""What machines mail is never answered, nobody is flooded, and a mailbox that is gone is known everywhere."""

import pytest

from models.records.messages import mail_in_queries
from models.records.people import reach_queries
from models.records.people.interest import Interest
from models.records.people.reply_token import For, Reply, sign
from models.records.people.signed_link import Holder, HolderKind, Use
from models.records.people.signed_link import sign as sign_link
from models.records.reminding.reminder_queries import add_interest
from tests.fakes.conversation import Town
from tests.fakes.correspondent import Correspondent
from tests.mail_corpus.machines import SPECIMENS
from tests.mail_corpus.specimen import Specimen

AN = "an.peeters@heist-op-den-berg.be"
STRANGER = "jan@example.org"


@pytest.mark.parametrize("specimen", SPECIMENS, ids=lambda specimen: specimen.name)
async def test_what_a_machine_mails_gets_no_answer(town: Town, specimen: Specimen) -> None:
    an = Correspondent(town=town, mailbox="heist-op-den-berg.be")
    raw = specimen.raw.replace(b"kernbot@kernbot.example.org", b"kernbot@localhost")
    assert await an.puts(raw) is None
    assert await town.mails() == []


async def test_a_stranger_gets_one_answer_a_day_with_the_way_in(town: Town) -> None:
    stranger = Correspondent(town=town, mailbox=STRANGER)
    way_in = await stranger.writes("Hoe gaat het ermee?", subject="Hallo")
    assert way_in is not None
    assert 'schrijf: "wij willen aanvragen"' in way_in
    assert way_in.subject == "Re: Hallo"
    assert await stranger.writes("Nog eens hallo", subject="Hallo") is None
    town.clock.pass_(hours=25)
    assert await stranger.writes("En nu?", subject="Hallo") is not None


async def test_a_person_without_a_municipal_mailbox_can_apply_all_the_same(town: Town) -> None:
    stranger = Correspondent(town=town, mailbox=STRANGER)
    questions = await stranger.opens()
    assert "1. Voor welke gemeente werk je?" in questions
    answer = await stranger.hears(questions, "1: Heist-op-den-Berg")
    assert "niet van de gemeente Heist-op-den-Berg" in answer


async def test_many_first_mails_of_one_mailbox_draw_one_code(town: Town) -> None:
    an = Correspondent(town=town, mailbox=AN)
    assert await an.writes("wij willen aanvragen") is not None
    for number in range(5):
        assert await an.writes(f"wij willen echt aanvragen {number}") is None


async def test_what_was_written_while_the_code_was_awaited_is_not_lost(town: Town) -> None:
    an = Correspondent(town=town, mailbox=AN)
    asked = await an.writes("wij willen aanvragen")
    assert asked is not None
    await an.writes("3: Deskundige lokale economie")
    await an.replies(asked, asked.code)
    mails = "".join(path.read_bytes().decode() for path in await town.mails())
    assert "3. Functie contact: Deskundige lokale economie" in mails


async def test_two_assistants_stop_within_one_round(town: Town) -> None:
    other = Correspondent(town=town, mailbox="robot@example.org")
    first = await other.writes("Uw bericht is goed ontvangen.", subject="Ontvangstmelding")
    assert first is not None
    for _ in range(3):
        assert await other.replies(first, "Uw bericht is goed ontvangen.") is None
    assert first.message["Auto-Submitted"] == "auto-generated"
    assert first.message["X-Kernbot"]


async def test_an_assistant_that_answers_about_a_case_is_left_alone_after_a_while(town: Town) -> None:
    an = Correspondent(town=town, mailbox=AN)
    got = await an.opens()
    answers = 0
    for number in range(40):
        back = await an.replies(got, f"Uw bericht {number} is goed ontvangen en wordt behandeld.")
        if back is None:
            continue
        answers, got = answers + 1, back
    assert answers <= 20


async def test_a_bounce_marks_the_mailbox_and_the_reminder_goes_to_the_chat(town: Town) -> None:
    chat = await town.proven("An", AN)
    an = Correspondent(town=town, mailbox=AN)
    [code] = await an.all_new()
    mark = str(code.message["X-Kernbot"]).encode()
    await an.puts(came_back(b"X-Kernbot: " + mark))
    marked = await town.house.services.store.run(reach_queries.marked, {("mail", AN)})
    assert marked == {("mail", AN)}
    await an.all_new()
    await town.house.planner.tick()
    town.clock.move_to("2021-10-29 09:00:30")
    await town.house.planner.tick()
    assert await an.newest() is None
    assert any("Nog 14 dagen" in one.text_html for one in await chat.bot_messages())


@pytest.mark.parametrize("header", [b"X-Other: 1", b"X-Kernbot: " + b"a" * 26])
async def test_a_bounce_of_a_mail_that_was_not_ours_marks_nobody(town: Town, header: bytes) -> None:
    await town.proven("An", AN)
    await Correspondent(town=town, mailbox=AN).puts(came_back(header))
    assert await town.house.services.store.run(reach_queries.marked, {("mail", AN)}) == frozenset()


def came_back(header: bytes) -> bytes:
    """Return a report that a mail to An, with this header, did not arrive."""
    report = next(one for one in SPECIMENS if one.name == "a mailbox that is gone").raw
    returned = b"From: kernbot@kernbot.example.org\r\n"
    report = report.replace(returned, returned + header + b"\r\n")
    return report.replace(b"an@heist-op-den-berg.be", AN.encode())


async def test_who_mails_the_link_to_stop_has_stopped(town: Town) -> None:
    chat = await town.proven("An", AN)
    key = town.house.services.house.key
    token = sign_link(key, Use.STOP, Holder(kind=HolderKind.PERSON, row_id=1), town.clock.now)
    an = Correspondent(town=town, mailbox=AN)
    await an.all_new()
    assert await an.writes("", subject=f"stop {token}") is None
    assert "geen herinneringen" in (await chat.says("/herinneringen"))


@pytest.mark.parametrize("said", ["Stop", "Beste,\n\nhelaas doen wij niet mee."])
async def test_who_is_on_a_list_stops_by_replying_so(town: Town, said: str) -> None:
    row = Interest(
        call_name="profploeg-2021",
        name="Jan",
        nis_code="12014",
        email=STRANGER,
        consent="webinar",
        source="webinar",
        imported_at=town.clock.now,
    )
    await town.house.services.store.run(add_interest, row)
    token = sign(town.house.services.house.key, Reply(use=For.LIST, person_id=1), town.clock.now)
    stranger = Correspondent(town=town, mailbox=STRANGER)
    assert await stranger.writes(f"{said}\n\nJan", to=f"kernbot+{token}@localhost") is None

    def is_stopped(session: object) -> bool:
        from models.records.people.preference_queries import interest_line

        line = interest_line(session, 1)
        return line is not None and line.is_stopped

    assert await town.house.services.store.run(is_stopped)


async def test_a_mail_on_which_our_own_code_fails_holds_up_no_other(
    town: Town, monkeypatch: pytest.MonkeyPatch
) -> None:
    from handlers import mail as handler

    true_take = handler.take_mail

    def fails_on_one(session: object, house: object, rules: object, incoming: object, now: object) -> object:
        if incoming.row_id == 1:
            raise RuntimeError("ours")
        return true_take(session, house, rules, incoming, now)

    monkeypatch.setattr(handler, "take_mail", fails_on_one)
    stranger = Correspondent(town=town, mailbox=STRANGER)
    await stranger.writes("Hallo")
    other = Correspondent(town=town, mailbox="els@example.org")
    assert await other.writes("Hallo") is not None
    row = await town.house.services.store.run(mail_in_queries.one, 1)
    assert row is not None
    assert row.parked_at is not None
    assert row.raw  # what was written is still there
