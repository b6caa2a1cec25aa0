"""What a person chose about reminders, in words: the same in chat and on a page."""

from zoneinfo import ZoneInfo

from models.language import moments
from models.language.wording import words
from models.turns.reminding.preferences import Choice


def sentences(choice: Choice, zone: ZoneInfo, language: str) -> tuple[str, ...]:
    """Return what holds now, a sentence for each thing that was chosen; plain text."""
    say = words().say
    if not choice.is_on:
        return (say("preferences.off", language),)
    said = [say(f"preferences.{choice.way}", language)]
    if choice.way == "mail" and choice.mailbox is None:
        said.append(say("preferences.no_mailbox", language))
    said.append(say(f"preferences.{choice.moments}", language))
    if choice.snoozed_until_at is not None:
        day = moments.day_words(choice.snoozed_until_at.astimezone(zone).date(), language)
        said.append(say("preferences.snoozed", language, day=day))
    if choice.rests_too_long and choice.round is not None:
        deadline = moments.deadline_words(choice.round, language)
        said.append(say("preferences.too_late", language, deadline=deadline))
    return tuple(said)
