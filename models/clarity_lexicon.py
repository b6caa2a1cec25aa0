"""In which language the clarity coach reads a text."""

from models.clarity_reading import Lexicon, Reading
from models.clarity_words import DUTCH
from models.clarity_words_en import ENGLISH


def lexicon_of(reading: Reading) -> Lexicon:
    """Return the English words for a text that sounds more English than Dutch, else the Dutch ones."""
    return ENGLISH if ENGLISH.told_by(reading) > DUTCH.told_by(reading) else DUTCH
