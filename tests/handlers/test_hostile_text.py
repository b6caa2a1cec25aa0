"""Hostile text in every question that takes text: kept clean, shown as it was typed, never an error."""

import re
from html import unescape

import pytest

from handlers.reply import MESSAGE_UNITS
from models.call_files.call_file import call_from_content, shipped_content
from models.calls.call import Kind
from tests.fakes import facts
from tests.fakes.conversation import TAG, Chat, Town
from tests.fakes.underway import MAILBOX, at_seven

CHECKLIST = call_from_content(shipped_content("profploeg-2021")).checklist
TEXTS = [one.number for one in CHECKLIST.items if one.kind in {Kind.TEXT, Kind.LONG_TEXT} and not one.when]
OTHERS = [one.number for one in CHECKLIST.items if one.kind not in {Kind.TEXT, Kind.LONG_TEXT} and not one.when]

HOSTILE = {
    "line ends": "regel een\r\nregel twee\rregel drie\u2028regel vier",
    "control signs": "voor\x00\x07\x1b[31mna",
    "turned around": "voor\u202eafed\u202c\u2066x\u2069na",
    "half a sign": "voor\ud800na\udfff",
    "a pile of marks": "voore" + "\u0301" * 10_000 + "na",
    "HTML": "<b>vet</b> <script>alert(1)</script> &amp; <a href='x'>y</a> </b></code>",
    "Markdown": "*vet* _schuin_ [x](http://y) `code` ~~weg~~",
    "braces": "{name} {0} {{x}} %s %(x)s ${y}",
    "a formula": "=HYPERLINK(1) +1 -1 @x",
    "noncharacters": "voor\ufffe\U0001ffffna\ufdd0",
    "fillers": "voor\u3164\u115f\uffa0na",
    "5000 units": "😀" * 2500,
    "one long word": "a" * 5000,
}
UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\U0001ffff\ufdd0\u3164]")


async def assert_nothing_broke(chat: Chat) -> None:
    """Check that every message that the bot sent fits, is well formed and holds no hidden sign."""
    for message in await chat.bot_messages():
        words = unescape(TAG.sub("", message.text_html))
        assert len(words.encode("utf-16-le")) // 2 <= MESSAGE_UNITS
        assert not UNSEEN.search(words)
        assert "foutnummer" not in words
        assert "<script" not in message.text_html


@pytest.mark.parametrize("what", HOSTILE)
async def test_hostile_text_in_every_text_question_is_kept_clean_and_shown_escaped(town: Town, what: str) -> None:
    chat = await at_seven(town)

    for number in TEXTS:
        await chat.says(f"/wijzig {number}")
        assert (await chat.says(HOSTILE[what])).text
        item = (await facts.case_of(chat)).item(number)
        assert item is not None
        kept = (await facts.case_of(chat)).kept[item.key].answer
        assert kept.said
        assert not UNSEEN.search(kept.said)
        assert f"{number}. " in await chat.says(f"/wijzig {number}")

    for command in ("/wijzig", "/ontbreekt", "/status", "/indienen"):
        assert (await chat.says(command)).text
    await assert_nothing_broke(chat)


@pytest.mark.parametrize("what", HOSTILE)
async def test_hostile_text_in_every_other_question_is_answered_as_well(town: Town, what: str) -> None:
    chat = await at_seven(town)

    for number in OTHERS:
        await chat.says(f"/wijzig {number}")
        assert (await chat.says(HOSTILE[what])).text

    assert (await chat.says("/wijzig")).text
    await assert_nothing_broke(chat)


@pytest.mark.parametrize("what", HOSTILE)
async def test_hostile_text_beside_the_checklist_is_answered_as_well(town: Town, what: str) -> None:
    chat = await town.person("An")

    for command in ("/start {}", "/vraag {}", "/wijzig {}", "{}"):
        assert (await chat.says(command.format(HOSTILE[what]))).text
    await chat.says("akkoord")
    for command in ("/start {}", "/vraag {}", "/wijzig {}", "/status {}", "/onbekend {}"):
        assert (await chat.says(command.format(HOSTILE[what]))).text
    await chat.says("/deel")
    await chat.presses("Collega uitnodigen")
    assert (await chat.says(HOSTILE[what])).text

    await assert_nothing_broke(chat)


async def test_what_was_typed_is_seen_as_it_was_typed(town: Town) -> None:
    chat = await at_seven(town)
    await chat.says("/wijzig 6")

    await chat.says("<b>Dorp</b> & {kern} &amp;")

    assert (await facts.answer(chat, "core_area")).said == "<b>Dorp</b> & {kern} &amp;"
    await chat.says("/wijzig 6")
    question = (await chat.bot_messages())[-1].text_html
    assert "Nu staat er: &lt;b&gt;Dorp&lt;/b&gt; &amp; {kern} &amp;amp;" in question


async def test_an_overview_that_is_too_long_for_one_message_is_cut_between_its_lines(town: Town) -> None:
    chat = await town.complete("An", MAILBOX)
    for number in ("2", "3", "6", "17", "18", "19", "22"):
        await chat.says(f"/wijzig {number}")
        await chat.says("&<>" * 33)
    for number in ("7", "8b", "9", "14"):
        await chat.says(f"/wijzig {number}")
        await chat.says("In de Kerkstraat <staan> winkels & panden leeg. " * 40)
    before = len(await chat.bot_messages())

    ready = await chat.says("/indienen")

    said = (await chat.bot_messages())[before:]
    assert len(said) > 1
    assert [bool(one.buttons) for one in said] == [False] * (len(said) - 1) + [True]
    for message in said[1:-1]:
        assert message.text_html.startswith("<b>")
    assert "Ja, indienen" in ready.labels
    await assert_nothing_broke(chat)
    assert "Ingediend!" in await chat.presses("Ja, indienen")
