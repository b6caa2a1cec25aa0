"""Which municipality a name in the mail of a province officer means."""

from models.desk import rights
from models.language.clean_text import folded
from models.mail_reading import by_name
from models.places import municipality_match
from models.places.municipality_match import How
from models.turns.turn import Turn

MOST_NAME = 60  # letters
MOST_LOOKED_UP = 1_500  # different words in a mail; each takes up to a millisecond, and a hostile mail has 30,000


class OwnTowns:
    """The municipalities of the province of who writes, by what they are called."""

    def __init__(self, turn: Turn) -> None:
        self._codes = {one.nis_code for one in rights.towns_of(turn.call, turn.now, turn.speaker.province)}
        round_ = turn.call.round_at(turn.now) or turn.call.rounds_near(turn.now)[-1]
        self._looked_up: dict[str, str | None] = {}
        self._day = turn.call.municipalities_on or round_.last_day

    def known(self, name: str) -> str | None:
        """Return the code of the municipality that a name certainly means, else None.

        One of another province only by its own name: the rules say that it is not theirs.
        """
        words = folded(name[: MOST_NAME + 1])
        if not words or len(name) > MOST_NAME:
            return None
        if words not in self._looked_up and len(self._looked_up) < MOST_LOOKED_UP:
            self._looked_up[words] = self._meant(name)
        return self._looked_up.get(words)

    def _meant(self, name: str) -> str | None:
        found = municipality_match.match(name, self._day)
        meant = found.candidates[0] if found.certain and found.candidates else None
        if meant is None or (meant.how is not How.NAME and meant.municipality.nis_code not in self._codes):
            return None
        return meant.municipality.nis_code

    def is_row(self, line: str) -> bool:
        """Return whether a line of a list is about one."""
        return self.known(by_name.head(line)) is not None
