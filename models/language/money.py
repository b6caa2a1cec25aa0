"""Amounts of money, in whole cents, as people read them."""

GROUPS = {"nl": (".", ","), "en": (",", ".")}  # between thousands, before cents


def money_words(cents: int, language: str) -> str:
    """Return "€ 12.500", "€ 12.500,50" in Dutch, "€12,500.50" in English; cents are left out when there are none."""
    thousands, point = GROUPS["en" if language == "en" else "nl"]
    euros, rest = divmod(cents, 100)
    amount = f"{euros:,}".replace(",", thousands)
    if rest:
        amount = f"{amount}{point}{rest:02d}"
    return f"€{amount}" if language == "en" else f"€ {amount}"
