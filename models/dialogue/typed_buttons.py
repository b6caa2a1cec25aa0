"""The buttons under a question, typed instead of pressed: "overslaan" is no answer, it is a wish to skip."""

from collections.abc import Callable
from dataclasses import replace

from sqlmodel import Session

from models.answers.answer import Answer
from models.calls.call import Item, Kind
from models.language.clean_text import folded
from models.records.applications.case import Case
from models.turns import asking
from models.turns.items import correcting, picking, walking
from models.turns.outcome import Outcome
from models.turns.turn import Turn

Press = Callable[[Session, Turn, int, str], Outcome]

SUBMIT = frozenset({"indienen", "ja indienen", "submit", "yes submit"})
BACK = frozenset({"terug", "vorige", "vorige vraag", "back", "go back", "previous question"})
SKIP = frozenset({"overslaan", "sla over", "skip", "skip it"})
LATER = frozenset({"later", "later verder", "stop", "stoppen", "go on later"})
STUCK = frozenset({"help", "hulp", "ik kom er niet uit", "i am stuck", "i m stuck"})
NEXT = frozenset({"verder", "volgende", "volgende vraag", "go on", "next", "next question"})
NOT_YET = frozenset({"nog niet", "not yet"})
LEAVE = frozenset({"laat zo", "laat zo volgende vraag", "leave it", "leave it next question"})
ADD = frozenset({"aanvullen", "add to it"})
REWRITE = frozenset({"opnieuw schrijven", "write it again"})
DONE = frozenset({"klaar", "done"})
STILL_RIGHT = frozenset({"ja dit klopt nog", "dit klopt nog", "klopt nog", "ja klopt", "klopt", "yes still right"})
YES = frozenset({"ja", "yes"})
NO = frozenset({"nee", "neen", "no", "toch niet"})
JOIN = frozenset({"vraag om mee te werken", "ask to work on it"})
LONGEST = 60  # signs of what can be the words of a button; an answer can be much longer


def wants_to_submit(said: str, *, confirms: bool) -> bool:
    """Return whether the button that leads to the summary was typed; with `confirms` a plain yes can only mean that."""
    words = _words(said)
    return words in SUBMIT or (confirms and words in YES)


def says_yes(said: str) -> bool:
    """Return whether a yes and nothing else was typed."""
    return _words(said) in YES


def says_no(said: str) -> bool:
    """Return whether a no and nothing else was typed."""
    return _words(said) in NO


def wants_to_join(said: str, *, confirms: bool) -> bool:
    """Return whether the button of an offer to join was typed; with `confirms` a plain yes can only mean that."""
    words = _words(said)
    return words in JOIN or (confirms and words in YES)


def wants_back(said: str) -> bool:
    """Return whether a side question is to be left, and the checklist to go on."""
    return _words(said) in NOT_YET | NEXT | BACK


def is_back(said: str) -> bool:
    """Return whether only the way back was typed; a whole answer can be "nog niet"."""
    return _words(said) in BACK


def _words(said: str) -> str:
    """Return what was typed as the names above are written; "" for what is too long to be one."""
    return folded(said) if len(said) <= LONGEST else ""


def press(session: Session, turn: Turn, case: Case, item: Item, said: str) -> Outcome | None:
    """Do what the button does whose words were typed while `item` is asked; None when they are no button there."""
    wanted = _wanted(item, case.answers.get(item.key), _words(said))
    at_the_item = replace(turn, speaker=replace(turn.speaker, place=item.key))
    return wanted(session, at_the_item, case.application_id, item.number) if wanted is not None else None


def _wanted(item: Item, answer: Answer | None, words: str) -> Press | None:
    if answer is not None:
        of_the_answer = _of_the_answer(item, answer, words)
        if of_the_answer is not None:
            return of_the_answer
    if words in SKIP and item.kind is not Kind.MUNICIPALITY:
        return walking.skip
    return next((way for names, way in _WAYS if words in names), None)


def _of_the_answer(item: Item, answer: Answer, words: str) -> Press | None:
    """Return what a button does that stands there because of the answer that was given."""
    if answer.stale and (words in STILL_RIGHT or (words in YES and item.kind is not Kind.YES_NO)):
        return correcting.still_right
    if answer.unclear and words in REWRITE:
        return walking.rewrite
    if answer.unclear and words in ADD:
        return walking.jump
    is_ticked = item.kind is Kind.SEVERAL and words in DONE
    if answer.value is None:
        return None
    return picking.finish if is_ticked else walking.leave_as_is if words in NEXT | LEAVE | SKIP else None


def _later(session: Session, turn: Turn, application_id: int, _number: str) -> Outcome:
    return walking.later(session, turn, application_id)


def _stuck(session: Session, turn: Turn, _application_id: int, number: str) -> Outcome:
    return asking.show(session, turn, number)


_WAYS: tuple[tuple[frozenset[str], Press], ...] = (
    (BACK, walking.back),
    (LATER, _later),
    (STUCK, _stuck),
    (NEXT | DONE, walking.jump),  # nothing was answered yet: the question is asked once more
)
