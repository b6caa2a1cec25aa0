"""The evaluation by mail: its questions are mailed, a reply fills them, INDIENEN sends it."""

from models.calls.stages import Stage
from models.records.applications import event_queries
from models.records.people import reply_token
from models.records.people.reply_token import For, Reply
from tests.fakes import facts, guided
from tests.fakes.conversation import A_PDF, Town
from tests.fakes.correspondent import Correspondent, Got
from tests.fakes.mailbag import mails

ANSWERS = f"""\
1: 8
2: Grotendeels
4: {guided.USEFUL}
6: {guided.STEPS}
7: ja
8: {guided.STORY}
"""


async def asked(town: Town) -> tuple[Correspondent, Got]:
    """Return An and the letter that asks the evaluation."""
    await guided.asked(town)
    an = Correspondent(town=town, mailbox=(await mails(town))[-1].to)
    return an, (await an.all_new())[-1]


async def test_the_letter_shows_every_question_with_its_number(town: Town) -> None:
    _, letter = await asked(town)
    assert "1. Hoe tevreden zijn jullie" in letter
    assert "Kies uit: Helemaal, Grotendeels" in letter
    assert "5. Wat kan beter? Dit mag je overslaan." in letter
    assert "begin elke lijn met het nummer" in letter


async def test_it_is_filled_in_and_sent_from_the_mailbox(town: Town) -> None:
    an, letter = await asked(town)
    part = await an.hears(letter, "1: 8\n2: Grotendeels")
    assert "Evaluatie van de begeleiding van Heist-op-den-Berg" in part
    assert "- 1. Score: 8" in part
    assert "\n4. Wat was het nuttigst" in part.text
    assert "nog niet" not in part
    summary = await an.hears(part, ANSWERS)
    assert "Deze evaluatie versturen we als jij dat zegt. Daarna ligt ze vast:\n- 1. Score: 8\n" in summary.text
    sent = await an.hears(summary, "INDIENEN")
    assert "jullie evaluatie is verstuurd" in sent
    assert "Jullie verhaal staat nog niet in de Vitrine" in sent
    events = await town.house.services.store.run(event_queries.history, 1)
    assert [one.channel for one in events if one.what == "evaluated"] == ["mail"]


async def test_what_a_colleague_changed_meanwhile_is_shown_before_it_is_sent(town: Town) -> None:
    chat, _ = await guided.asked(town)
    an = Correspondent(town=town, mailbox=guided.AN)
    letter = (await an.all_new())[-1]
    summary = await an.hears(letter, ANSWERS)
    await chat.says("/wijzig 1")
    await chat.says("3")
    again = await an.hears(summary, "INDIENEN")
    assert "nog niet ingediend" in again
    assert "- 1. Score: 3" in again
    assert (await facts.case_of(chat)).stage is Stage.GUIDANCE


async def test_a_reply_to_a_letter_of_before_fills_nothing_and_brings_the_questions(town: Town) -> None:
    chat, _ = await guided.asked(town)
    an = Correspondent(town=town, mailbox=guided.AN)
    await an.all_new()
    before = Reply(use=For.CASE, person_id=1, application_id=1)
    token = reply_token.sign(town.house.services.house.key, before, town.clock.now)
    answer = await an.writes("1: 8", to=f"kernbot+{token}@localhost", files=(("plan.pdf", A_PDF),))
    assert answer is not None
    assert "Nu vragen we jullie evaluatie" in answer
    assert '"1: 8"' in answer
    assert "\n1. Hoe tevreden" in answer.text
    assert "Je bestand is bewaard bij de aanvraag" in answer
    assert (await facts.case_of(chat)).answers.get("score") is None
    filled = await an.hears(answer, "1: 8")
    assert "- 1. Score: 8" in filled


async def test_once_it_was_sent_a_reply_changes_nothing(town: Town) -> None:
    chat, _ = await guided.evaluated(town)
    an = Correspondent(town=town, mailbox=guided.AN)
    letter = next(one for one in await an.all_new() if "Hoe was de begeleiding" in one.subject)
    answer = await an.hears(letter, "1: 2")
    assert "Deze aanvraag ligt nu vast" in answer
    assert "INDIENEN" not in answer
    assert (await facts.case_of(chat)).answers["score"].said == "8"
    asked = await an.hears(answer, "Mogen we onze score nog wijzigen?")
    assert "onderweg naar een medewerker" in asked
    assert "/wijzig" not in asked
