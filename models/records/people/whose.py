"""Who somebody is in the rows: the persons, mailboxes and chats of one human."""

from dataclasses import dataclass

MAIL = "mail"
OF_TELEGRAM = "telegram"  # the only front whose chats are not kept on this machine


@dataclass(frozen=True, slots=True, kw_only=True)
class Whose:
    """Who is meant: some persons (each is one device), and the mailboxes and chats that are theirs alone."""

    person_ids: frozenset[int] = frozenset()
    mailboxes: frozenset[str] = frozenset()  # in small letters
    chats: frozenset[tuple[str, int]] = frozenset()  # (front, chat id)

    @property
    def addresses(self) -> frozenset[tuple[str, str]]:
        """Return (way, address) of each mailbox and each chat."""
        of_mail = {(MAIL, one) for one in self.mailboxes}
        return frozenset(of_mail | {(front, str(chat_id)) for front, chat_id in self.chats})

    @property
    def local_chats(self) -> frozenset[int]:
        """Return the chats whose words are kept on this machine."""
        return frozenset(chat_id for front, chat_id in self.chats if front != OF_TELEGRAM)
