"""What somebody in a random conversation can do, as plain numbers: the town of the moment says what they mean."""

from dataclasses import dataclass
from random import Random

WEIGHTS = {
    "types an answer": 20,
    "types hostile text": 4,
    "types the code": 4,
    "types a token": 1,
    "gives a command": 10,
    "presses the newest": 22,
    "presses what stands": 8,
    "presses an old one": 5,
    "presses a foreign one": 3,
    "forges": 4,
    "edits": 5,
    "sends a file": 4,
    "sends something else": 1,
    "lets time pass": 3,
}
KINDS = tuple(WEIGHTS)
PEOPLE = 4
MOST = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Doing:
    """One thing that one of the people does; `number` chooses which of those that there are at that moment."""

    who: int
    kind: str
    number: int

    def __str__(self) -> str:
        return f"{self.who} {self.kind} ({self.number})"


def drawn(random: Random) -> Doing:
    """Return something that somebody does; clerks do more than officers."""
    [who] = random.choices(range(PEOPLE), (5, 5, 2, 2))
    [kind] = random.choices(KINDS, WEIGHTS.values())
    return Doing(who, kind, random.randrange(MOST))
