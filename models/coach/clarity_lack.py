"""What a text can lack, in the eyes of the clarity coach."""

from enum import StrEnum


class Lack(StrEnum):
    """A reason why a text is not as clear as it could be; the values are fixed, they are stored with answers."""

    PLACE = "place"
    CAUSE = "cause"
    AFFECTED = "affected"
    EFFECT = "effect"
    NUMBER = "number"
    SUBSTANCE = "substance"  # too short, or long without anything one can point at
    ATTACHMENT_ONLY = "attachment_only"  # "zie bijlage" and little else
    REPEATED = "repeated"  # the same words or sentences again and again, or keys struck at random
    JARGON = "jargon"  # policy words without a place or a number


# What an item can ask the coach to look for (`clarity` in a call file); the other lacks are always judged.
HINTS = (Lack.PLACE, Lack.CAUSE, Lack.AFFECTED, Lack.EFFECT, Lack.NUMBER)
