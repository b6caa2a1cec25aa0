"""Prints the table: each mail of the corpus, and what it leads to."""

import sys

from tests.mail_corpus.led_to import led_to
from tests.mail_corpus.table import EVERY


def main() -> int:
    """Print one line for each mail; return how many led to something else than is expected."""
    wrong = 0
    for specimen in EVERY:
        found = led_to(specimen)
        is_right = found == specimen.leads_to
        wrong += not is_right
        print(f"{'ok ' if is_right else 'NOT'} {specimen.name:<52} {found}")
    print(f"{len(EVERY)} mails, {len(EVERY) - wrong} led to what is expected")
    return min(wrong, 1)


if __name__ == "__main__":
    sys.exit(main())
