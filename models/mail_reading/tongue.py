"""In which language somebody writes who is not known yet, as far as a few common words tell."""

from models.language.clean_text import folded

MOST_WORDS = 200
LEAST = 3  # common words that have to be there
_COMMON = {
    "en": frozenset(
        {"the", "we", "you", "would", "like", "our", "and", "please", "with", "this", "are", "to", "from", "hello"}
        | {"dear", "kind", "regards", "thank", "thanks", "how", "can", "i", "my", "of"}
    ),
    "nl": frozenset(
        {"de", "het", "een", "en", "wij", "ik", "jullie", "graag", "voor", "met", "van", "onze", "beste", "dag", "hoe"}
        | {"groeten", "bedankt", "willen", "aanvragen", "onder", "naar", "te", "dat", "die"}
    ),
}


def language_of(text: str) -> str | None:
    """Return the language of a text when it is clear, else None."""
    words = folded(text[: 20 * MOST_WORDS]).split()[:MOST_WORDS]
    counted = {language: sum(word in common for word in words) for language, common in _COMMON.items()}
    first, second = sorted(counted, key=lambda one: counted[one], reverse=True)
    return first if counted[first] >= LEAST and counted[first] > 2 * counted[second] else None
