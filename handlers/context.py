"""The typed context of a handler: who spoke, one turn through the rules, and the reply."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any, Concatenate, ParamSpec

from sqlmodel import Session
from telegram import Bot, CallbackQuery, InlineKeyboardButton, InlineKeyboardMarkup, Message, Update
from telegram.constants import ParseMode
from telegram.error import BadRequest
from telegram.ext import Application, CallbackContext

from handlers import calls, menus
from handlers.hearing import heard
from handlers.reply import Reply, Rows, parts, plain
from handlers.services import Inbox, Services
from handlers.views.page import reply_to
from models.desk.officers.entrance import standing
from models.dialogue.conversation import Taken, take_turn, take_turn_of_a_case
from models.turns.outcome import Noted, Outcome
from models.turns.turn import Turn, is_of_a_case

P = ParamSpec("P")
NOT_MODIFIED = "not modified"


class Context(CallbackContext[Bot, dict[Any, Any], dict[Any, Any], dict[Any, Any]]):
    """What a handler gets: `services`, `inbox`, and the three things it does.

    It lasts as long as its update: when an answer did not leave, the handler is called again with the same context,
    which knows the turn that was taken and the messages that were sent.
    """

    taken: Taken | None = None
    sent: tuple[int, ...] = ()  # message ids

    @property
    def services(self) -> Services:
        """Return what every handler can use."""
        found: Services = self.application.bot_data["services"]
        return found

    @property
    def inbox(self) -> Inbox:
        """Return the inbox of this front."""
        found: Inbox = self.application.bot_data["inbox"]
        return found

    async def turn(
        self, update: Update, work: Callable[Concatenate[Session, Turn, P], Outcome], *args: P.args, **kwargs: P.kwargs
    ) -> Taken:
        """Take one turn through the rules, once for each update.

        An update that was applied before a crash is answered from the stored facts.
        """
        if self.taken is not None:
            return self.taken
        services, now = self.services, self.services.clock()
        said = heard(update, self.inbox, now)
        run = services.store.run
        take = take_turn_of_a_case if is_of_a_case(work) else take_turn
        taken = await run(take, services.house, said, now, work, *args, **kwargs)
        if taken.outcome is None:
            taken = await run(take_turn, services.house, replace(said, update_row=None), now, standing)
        self.taken = taken
        self.inbox.applied(update)
        return taken

    async def respond(
        self, update: Update, work: Callable[Concatenate[Session, Turn, P], Outcome], *args: P.args, **kwargs: P.kwargs
    ) -> None:
        """Take a turn and say what came of it."""
        await self.reply(update, await self.turn(update, work, *args, **kwargs))

    async def reply(self, update: Update, taken: Taken) -> None:
        """Say what came of a turn: one message, its buttons the only ones that count."""
        outcome = taken.outcome
        if outcome is None:
            return
        language = taken.speaker.language
        reply = reply_to(self._with_bot_name(outcome), language)
        query = update.callback_query
        if query is not None:
            shown = await self._acknowledge(query, reply if outcome.quiet else None)
            if outcome.quiet and shown:
                await self.inbox.answered(update, taken.speaker.open_message_id)
                return
        await self.send(update, reply, taken.speaker.open_message_id)
        await menus.follow(update, self.bot, outcome, language)

    def _with_bot_name(self, outcome: Outcome) -> Outcome:
        """Add the bot's name to a link that is made; only the front knows it."""
        if not any(note.what is Noted.INVITATION_LINK for note in outcome.notes) or self.inbox.front != "telegram":
            return outcome
        notes = tuple(
            type(note)(note.what, {**note.values, "bot": self.bot.username})
            if note.what is Noted.INVITATION_LINK
            else note
            for note in outcome.notes
        )
        return replace(outcome, notes=notes)

    async def send(self, update: Update, reply: Reply, open_message_id: int | None) -> None:
        """Send a reply, take the buttons off the message before it, and note that the update was answered."""
        chat = update.effective_chat
        if chat is None:
            return
        if open_message_id is not None:
            await calls.drop_buttons(self.bot, chat.id, open_message_id)
        texts = parts(reply.html)
        for text in texts[len(self.sent) :]:
            rows = reply.rows if len(self.sent) == len(texts) - 1 else ()
            self.sent = (*self.sent, await calls.send_message(self.bot, chat.id, text, rows))
        await self.inbox.answered(update, self.sent[-1] if reply.rows else None)

    async def edit(self, update: Update, taken: Taken) -> None:
        """Write what came of a turn over the message whose button was pressed; where that cannot be, say it anew."""
        query = update.callback_query
        if taken.outcome is None or query is None or not isinstance(query.message, Message):
            await self.reply(update, taken)
            return
        if taken.speaker.open_message_id not in {None, query.message.message_id}:  # another message came meanwhile
            await self.reply(update, taken)
            return
        reply = reply_to(taken.outcome, taken.speaker.language)
        await self._acknowledge(query, None)
        try:
            await query.message.edit_text(reply.html, parse_mode=ParseMode.HTML, reply_markup=keyboard(reply.rows))
        except BadRequest as problem:
            if NOT_MODIFIED not in str(problem):  # the message is gone, or too old to write over
                await self.reply(update, taken)
                return
        await self.inbox.answered(update, query.message.message_id)

    async def acknowledge(self, update: Update) -> None:
        """Tell Telegram that a press arrived."""
        if update.callback_query is not None:
            await self._acknowledge(update.callback_query, None)

    async def _acknowledge(self, query: CallbackQuery, toast: Reply | None) -> bool:
        """Tell Telegram that a press arrived, with a line to show for a moment; return whether it took that."""
        text = plain(toast.html.split("\n\n")[0])[:200] if toast is not None else None
        try:
            await query.answer(text)
        except BadRequest:  # the press is too old for Telegram to acknowledge; a message must do
            return False
        return True


AnyApplication = Application[Any, Context, Any, Any, Any, Any]


def keyboard(rows: Rows) -> InlineKeyboardMarkup | None:
    """Return the buttons as Telegram wants them."""
    if not rows:
        return None
    return InlineKeyboardMarkup(
        [[InlineKeyboardButton(one.label, callback_data=one.data) for one in row] for row in rows]
    )
