"""The budget per guidance, in words: how many are fixed, how much together, on average, from the least to the most."""

from models.figures.figures import Figures
from models.language.money import money_words
from models.language.wording import words


def budget_words(found: Figures, language: str) -> str | None:
    """Return what is known of the budgets, or None while none is fixed."""
    cents = found.budgets.values()
    if not cents:
        return None
    known = words().say(
        "report.totals.budget",
        language,
        count=len(cents),
        total=money_words(sum(cents), language),
        least=money_words(min(cents), language),
        most=money_words(max(cents), language),
        average=money_words(round(sum(cents) / len(cents)), language),
    )
    is_partly = len(found.budgets) < found.totals.selected
    return f"{known} {words().say('report.totals.budget_rest', language)}" if is_partly else known
