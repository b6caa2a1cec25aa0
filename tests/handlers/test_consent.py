"""The consent log: what somebody agreed to, when, which words, by which channel, and that it was taken back."""

from hashlib import sha256

from sqlmodel import Session, select

from handlers.wording import say
from models.records.people import consent_queries
from models.records.people.consent import Consent
from tests.fakes.conversation import Town

# When the words of /privacy change, TEXT_VERSION grows and their hash is added here: it says what was agreed to.
WORDS = {"2": "db3a0fffbc0fde9b"}


def log(session: Session) -> list[Consent]:
    return list(session.exec(select(Consent).order_by(Consent.id)))  # type: ignore[arg-type]


def test_the_words_that_people_agree_to_have_their_version() -> None:
    keys = ("answers", "name", "chat", "agreed", "seen", "owned", "until", "rights")
    words = "".join(say(f"privacy.{key}", language) for key in keys for language in ("nl", "en"))
    assert sha256(words.encode()).hexdigest()[:16] == WORDS[consent_queries.TEXT_VERSION]


async def test_agreeing_in_chat_is_logged_once(town: Town) -> None:
    an = await town.begun("An")
    await an.forges("agree")
    [given] = await town.house.services.store.run(log)
    assert (given.what, given.channel, given.language) == ("privacy", "local", "nl")
    assert (given.text_version, given.given_at, given.withdrawn_at) == ("2", town.clock(), None)


async def test_erasing_takes_it_back_and_keeps_that_it_was_given(town: Town) -> None:
    an = await town.begun("An")
    await an.says("/privacy")
    await an.presses("Wis mijn gegevens")
    await an.presses("Ja, wis alles")
    [given] = await town.house.services.store.run(log)
    assert given.withdrawn_at == town.clock()
