"""In which language the clarity coach reads a text."""

from models.coach.clarity_reading import Lexicon, Reading


def lexicon_of(reading: Reading) -> Lexicon:
    """Return the English words for a text that sounds more English than Dutch, else the Dutch ones."""
    from models.coach.clarity_words import DUTCH  # to read the cues takes 15 ms, for which no start should wait
    from models.coach.clarity_words_en import ENGLISH

    return ENGLISH if ENGLISH.told_by(reading) > DUTCH.told_by(reading) else DUTCH
