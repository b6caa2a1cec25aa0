"""To which items words most likely belong that stand under no number: a guess to ask about, never to act on."""

from collections.abc import Sequence
from datetime import date

from models.answers import kinds
from models.answers.answer import Answers
from models.calls.call import Item, Kind
from models.language.clean_text import folded

READ_BY_FORM = {Kind.DATE, Kind.EMAIL, Kind.PHONE, Kind.NUMBER, Kind.YES_NO, Kind.CHOICE, Kind.SEVERAL}
_LONG = 80  # letters from which on words are rather a long text
_MOST_WORDS = 400


def two_likely(items: Sequence[Item], answers: Answers, text: str, on: date) -> tuple[Item, ...]:
    """Return the two items that `text` most likely answers, the likeliest first."""
    scored = [(_score(item, answers, text, on), -place, item) for place, item in enumerate(items)]
    ranked = sorted(scored, key=lambda one: one[:2], reverse=True)
    return tuple(item for _, _, item in ranked[:2])


def _score(item: Item, answers: Answers, text: str, on: date) -> float:
    answer = answers.get(item.key)
    is_open = answer is None or answer.value is None
    return 2.0 * is_open + _form(item, text, on) + _words_in_common(item, text)


def _form(item: Item, text: str, on: date) -> float:
    """Return how well the form of the words fits the kind of the item."""
    if item.kind is Kind.LONG_TEXT:
        return 1.5 if len(text) >= _LONG else 0.0
    if item.kind in READ_BY_FORM:
        return 2.5 if kinds.read(item, text, on=on).value is not None else -1.0
    return 0.5 if item.kind is Kind.TEXT and len(text) < _LONG else -0.5


def _words_in_common(item: Item, text: str) -> float:
    said = frozenset(folded(text).split()[:_MOST_WORDS])
    about = " ".join((item.title.nl, item.short.nl, item.why.nl, item.title.en, item.short.en))
    words = {word for word in folded(about).split() if len(word) > 3}
    return min(2.0, 0.7 * len(words & said))
