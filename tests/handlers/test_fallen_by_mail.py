"""Whoever falls out and lives in the mailbox goes on by replying to the letter that says so."""

from models.records.people import reply_token
from models.records.people.reply_token import For, Reply
from tests.fakes.conversation import Town
from tests.fakes.correspondent import Correspondent
from tests.fakes.fallen import AN, fallen_out


async def test_a_reply_about_what_fell_out_fills_the_draft_of_the_next_round(town: Town) -> None:
    await fallen_out(town)
    letter = Reply(use=For.CASE, person_id=1, application_id=1)
    token = reply_token.sign(town.house.services.house.key, letter, town.clock.now)
    said = "In de Kerkstraat staan 9 van de 40 winkels leeg. We willen er over twee jaar drie nieuwe."

    answer = await Correspondent(town=town, mailbox=AN).writes(f"7: {said}", to=f"kernbot+{token}@localhost")

    assert answer is not None
    assert f"7. Uitdaging: {said}" in answer
    assert "12 november 2021" in answer
