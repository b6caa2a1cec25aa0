"""What the mail of an officer did, as its answer tells it."""

from collections.abc import Callable
from dataclasses import dataclass, field

from models.records.people.reply_token import Reply
from models.turns.outcome import Instead, Noted, Outcome

Rule = Callable[[], Outcome]

# What an officer typed and did not arrive is shown again in the answer, not kept in a row of the outbox.
SAYS_AGAIN = frozenset({Noted.TOO_LONG, Noted.REPLY_NOT_SENT, Noted.COLLEAGUE_FOLLOWS, Noted.NOTHING_TO_FOLLOW})


@dataclass(slots=True, kw_only=True)
class DeskResult:
    """Sentences by key with names and counts, no words of the mail; those that led to nothing are rows of their own."""

    reply: Reply  # what a reply to the answer is about
    done: list[tuple[str, dict[str, str | int]]] = field(default_factory=list)
    loose: list[int] = field(default_factory=list)

    def say(self, key: str, **values: str | int) -> None:
        """Say that something happened, once."""
        if (key, values) not in self.done:
            self.done.append((key, values))

    def tell(self, outcome: Outcome, **values: str | int) -> None:
        """Say what the notes of an outcome say."""
        for note in outcome.notes:
            known = {
                name: value for name, value in note.values.items() if isinstance(value, str | int) and name != "said"
            }
            self.say(note.what.value, **{**values, **known})

    def as_payload(self) -> dict[str, object]:
        """Return what the answer needs to know."""
        return {
            "done": [[key, values] for key, values in self.done],
            "loose": self.loose,
            "use": str(self.reply.use),
            "about": self.reply.about,
        }


def was_refused(outcome: Outcome) -> bool:
    """Return whether words did not arrive where they should."""
    return any(note.what in SAYS_AGAIN or note.what is Noted.NOT_THERE for note in outcome.notes)


def outcome_of(rule: Rule) -> Outcome:
    """Return what came of a rule, also when something else is said instead."""
    try:
        return rule()
    except Instead as instead:
        return instead.outcome
