"""Buttons: what pressing each one does. Old, foreign and forged ones are answered politely."""

from collections.abc import Callable
from functools import partial

from telegram import Update

from handlers import files
from handlers.context import Context
from handlers.views.page import reply_to
from models import (
    answering,
    asking,
    attaching,
    choosing,
    opening,
    overview,
    sharing,
    starting,
    submitting,
    walking,
)
from models.call import Kind
from models.outcome import Outcome
from models.views import Question

Work = Callable[..., Outcome]
Arg = type[int] | type[str]

# What each verb does, and what its arguments are. A button that fits none of these is old or forged.
VERBS: dict[str, tuple[Work, tuple[Arg, ...]]] = {
    "agree": (starting.agree, ()),
    "about": (overview.about, ()),
    "here": (starting.resume, ()),
    "todo": (overview.todo, ()),
    "list": (overview.answer_list, ()),
    "ready": (submitting.prepare, ()),
    "aside": (opening.drop_aside, ()),
    "nowd": (opening.drop_aside, ()),
    "code": (submitting.new_code, ()),
    "lang": (opening.set_language, (str,)),
    "rem": (overview.set_reminders, (str,)),
    "mun": (choosing.confirm, (int, str)),
    "nomun": (choosing.reject, (int,)),
    "opt": (answering.choose_option, (int, str, int)),
    "done": (answering.finish_choosing, (int, str)),
    "ok": (answering.still_right, (int, str)),
    "skip": (walking.skip, (int, str)),
    "back": (walking.back, (int, str)),
    "next": (walking.leave_as_is, (int, str)),
    "go": (walking.jump, (int, str)),
    "rw": (walking.rewrite, (int, str)),
    "later": (walking.later, (int,)),
    "put": (answering.put_back, (int, int)),
    "faqs": (asking.show, (str,)),
    "faq": (asking.answer_faq, (str,)),
    "nofaq": (asking.not_that, (int,)),
    "rmf": (attaching.remove_file, (int,)),
    "plf": (attaching.place_file, (int, str)),
    "send": (submitting.submit, (int, str)),
    "wd": (submitting.withdraw, (int,)),
    "inv": (partial(sharing.ask_address, what="invite"), (int,)),
    "hand": (partial(sharing.ask_address, what="hand_over"), (int,)),
    "link": (sharing.make_link, (int,)),
    "leave": (sharing.leave, (int,)),
    "ask": (sharing.ask_to_join, (int,)),
    "req": (sharing.answer_request, (int, int)),
    "again": (starting.begin_again, (int, int)),
}


async def press(update: Update, context: Context) -> None:
    """Do what the pressed button says."""
    query = update.callback_query
    data = query.data if query is not None else None
    verb, _, rest = (data or "").partition(":")
    if verb == "file" and rest.isdecimal():
        await files.send_back(update, context, int(rest[:18]))
        return
    if verb == "mine":
        await files.send_own_data(update, context)
        return
    work, args = _read(verb, rest)
    taken = await context.turn(update, work, *args)
    outcome = taken.outcome
    if verb == "opt" and outcome is not None and _is_toggle(outcome):
        await context.edit(update, reply_to(outcome, taken.speaker.language))
    else:
        await context.reply(update, taken)


def _read(verb: str, rest: str) -> tuple[Work, tuple[int | str, ...]]:
    """Return what a button means; what cannot be read is an old button."""
    work, kinds = VERBS.get(verb, (opening.old_button, ()))
    words = rest.split(":") if rest else []
    if len(words) != len(kinds):
        return opening.old_button, ()
    args: list[int | str] = []
    for word, kind in zip(words, kinds, strict=True):
        if kind is int:
            if not word.isascii() or not word.isdecimal() or len(word) > 18:
                return opening.old_button, ()
            args.append(int(word))
        else:
            args.append(word)
    return work, tuple(args)


def _is_toggle(outcome: Outcome) -> bool:
    """Return whether an option was ticked or unticked: the question stays where it is."""
    return isinstance(outcome.view, Question) and outcome.view.item.kind is Kind.SEVERAL and not outcome.notes
