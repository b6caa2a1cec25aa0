"""What was sent to a municipality and what came of it, in words."""

from models.language.wording import words


def nudge_words(sent: int, answered: int, language: str) -> str:
    """Return "2 aansporingen, nog geen antwoord"; `answered` is how many were followed by an answer."""
    if not sent:
        return words().say("pursued.no_nudges", language)
    came = words().say("pursued.came" if answered else "pursued.came_none", language, count=answered)
    return words().say("pursued.nudges", language, count=sent, came=came)
