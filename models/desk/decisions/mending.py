"""What the municipality reads about each item that lacks: in the officer's words, else in those of the check."""

from models.answers import kinds
from models.calls.call import Item
from models.coach import clarity
from models.coach.clarity import Lack
from models.desk.cases.sent import Sent
from models.language.wording import words
from models.records.applications import checked_answers
from models.records.desk.decision_queries import Decided
from models.turns.items import remarks


def lines(sent: Sent, decision: Decided, language: str) -> list[str]:
    """Return "7. Uitdaging: ..." for each item that a decision names, and how to mend it."""
    _, named = remarks.by_item(decision.remark, sent.case.call.checklist)
    found = []
    for key in decision.items:
        item = sent.case.call.checklist.by_key.get(key)
        if item is not None:
            how = named.get(key) or _how(sent, key, language)
            found.append(f"{item.number}. {item.short.in_language(language)}: {how}")
    return found


def without_words(sent: Sent, decision: Decided) -> tuple[Item, ...]:
    """Return the items about which the letter says no more than "look at this": nobody wrote what is to be mended."""
    _, named = remarks.by_item(decision.remark, sent.case.call.checklist)
    of = sent.case.call.checklist
    silent = [of.by_key[key] for key in decision.items if key not in named and key in of.by_key]
    return tuple(item for item in silent if _is_answered(sent, item.key) and not _doubts(sent, item))


def _doubts(sent: Sent, item: Item) -> bool:
    """Return whether the check says what is to be mended of an answer."""
    return bool(sent.lacks.get(item.key)) or _same_as(sent, item) is not None


def _same_as(sent: Sent, item: Item) -> Item | None:
    return checked_answers.same_as(item, sent.case.call.checklist, sent.answers)


def remark(sent: Sent, decision: Decided) -> str:
    """Return what the officer adds about the application as a whole, or ""."""
    return remarks.by_item(decision.remark, sent.case.call.checklist)[0]


def remark_on(sent: Sent, decision: Decided, key: str) -> str:
    """Return what the officer says about one item, or ""."""
    return remarks.by_item(decision.remark, sent.case.call.checklist)[1].get(key, "")


def _how(sent: Sent, key: str, language: str) -> str:
    item = sent.case.call.checklist.by_key[key]
    lacks = [Lack(lack) for lack in sent.lacks.get(key, ()) if lack in set(Lack)]
    if lacks:
        named = ", ".join(clarity.lack_words(lack, language) for lack in lacks)
        return words().say("mend.lacks", language, lacks=named)
    if not _is_answered(sent, key):
        return words().say("mend.missing", language, example=item.example.in_language(language))
    other = _same_as(sent, item)
    if other is not None:
        return kinds.problem_words("same_as_other", item, language, other=other)
    return words().say("mend.unclear", language, title=item.title.in_language(language))


def _is_answered(sent: Sent, key: str) -> bool:
    answer = sent.answers.get(key)
    return answer is not None and answer.value not in (None, "", [])
