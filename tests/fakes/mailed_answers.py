"""Answers to every item of the call of 2021 as a clerk mails them, by number."""

from tests.fakes.conversation import CLEAR

MAILBOX = "an.peeters@heist-op-den-berg.be"
ANSWERS = {
    "1": "ja",
    "2": "An Peeters",
    "3": "Deskundige lokale economie",
    "4": MAILBOX,
    "5": "015 25 00 00",
    "6": "Dorpskern Itegem: Kerkstraat en Dorpsplein",
    "7": CLEAR,
    "8": "beleving",
    "8b": CLEAR,
    "9": CLEAR,
    "10": "lokale economie, mobiliteit",
    "11": "6",
    "12": "zie bijlage",
    "13": "14 juni",
    "14": CLEAR,
    "15": "evenementen",
    "16": "Zo snel mogelijk",
    "17": "Jan Janssens",
    "18": "Bram Claes",
    "19": "Diensthoofd",
    "20": "bram.claes@heist-op-den-berg.be",
    "21": "015 25 00 01",
    "24": "ja",
}


def mailed(first: str = "1", last: str = "24") -> str:
    """Return the lines of a mail that answers the items from `first` to `last`."""
    numbers = list(ANSWERS)
    chosen = numbers[numbers.index(first) : numbers.index(last) + 1]
    return "\n".join(f"{number}: {ANSWERS[number]}" for number in chosen)
