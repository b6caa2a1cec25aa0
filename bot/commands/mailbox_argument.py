"""A mailbox as it is typed at the command line."""

from bot.commands.mistakes import Refused


def mailbox_of(email: str) -> str:
    """Return a mailbox in the one form in which it is kept.

    Raises:
        Refused: it is none.
    """
    from models.answers import kinds
    from models.turns.people import proving

    found = kinds.read_email(email)
    if found is None:
        raise Refused(f"{email}: not an e-mail address")
    return proving.mailbox_of(found)
