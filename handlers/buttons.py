"""Buttons: what pressing each one does. Old, foreign and forged ones are answered politely."""

from collections.abc import Callable
from functools import partial

from telegram import Update

from handlers import files
from handlers.context import Context
from handlers.reply import DATA_BYTES
from models.desk.officers import entrance
from models.turns import asking, opening, starting
from models.turns.items import attaching, choosing, correcting, overview, picking, walking
from models.turns.outcome import Outcome
from models.turns.people import inviting, joining, own_data, sharing, showing, switching
from models.turns.people.own_data_views import OwnData
from models.turns.reminding import planning, preferring
from models.turns.rounds import declining
from models.turns.sent import sending, submitting, withdrawing
from models.turns.views import Download, Question

Work = Callable[..., Outcome]
Arg = type[int] | type[str]
MOST = 2**31 - 1  # what an id in the database can be

# What each verb does, and what its arguments are. A button that fits none of these is old or forged.
CLERK_VERBS: dict[str, tuple[Work, tuple[Arg, ...]]] = {
    "agree": (entrance.agree, ()),
    "about": (overview.about, ()),
    "here": (entrance.resume, ()),
    "todo": (overview.todo, ()),
    "list": (overview.answer_list, ()),
    "ready": (sending.prepare, ()),
    "aside": (opening.keep_going, ()),
    "nowd": (opening.keep_going, ()),
    "code": (submitting.new_code, ()),
    "lang": (opening.set_language, (str,)),
    "rem": (preferring.set_way, (str,)),
    "mom": (preferring.set_moments, (str,)),
    "snz": (preferring.snooze, (str,)),
    "mun": (choosing.confirm, (int, str)),
    "nomun": (choosing.reject, (int,)),
    "opt": (picking.choose, (int, str, int)),
    "tick": (picking.tick, (int, str, int, int)),
    "done": (picking.finish, (int, str)),
    "ok": (correcting.still_right, (int, str)),
    "skip": (walking.skip, (int, str)),
    "back": (walking.back, (int, str)),
    "next": (walking.leave_as_is, (int, str)),
    "go": (walking.jump, (int, str)),
    "rw": (walking.rewrite, (int, str)),
    "later": (walking.later, (int,)),
    "put": (correcting.put_back, (int, int)),
    "faqs": (asking.show, (str,)),
    "faq": (asking.answer_faq, (str,)),
    "nofaq": (asking.not_that, (int,)),
    "file": (overview.download, (int,)),
    "mine": (own_data.my_data, ()),
    "wipe": (own_data.ask_erase, ()),
    "wiped": (own_data.erase, (str,)),
    "rmf": (attaching.remove_file, (int,)),
    "plf": (attaching.place_file, (int, str)),
    "send": (sending.submit, (int, str)),
    "wd": (withdrawing.withdraw, (int,)),
    "inv": (partial(inviting.ask_address, what="invite"), (int,)),
    "hand": (partial(inviting.ask_address, what="hand_over"), (int,)),
    "link": (inviting.make_link, (int,)),
    "noinv": (inviting.decline, ()),
    "leave": (sharing.ask_leave, (int,)),
    "bye": (sharing.leave, (int,)),
    "ask": (joining.ask_to_join, (int,)),
    "req": (joining.answer_request, (int, int)),
    "prov": (showing.show, (int, int)),
    "to": (switching.go_to, (int,)),
    "plan": (planning.show, (int,)),
    "replan": (planning.ask_again, (int,)),
    "meets": (planning.choose_day, (int, int)),
    "agenda": (planning.choose_agenda, (int, int)),
    "ics": (planning.to_calendar, (int,)),
    "decl": (declining.decline, (int,)),
    "again": (starting.begin_again, (int, int)),
}


def verbs() -> dict[str, tuple[Work, tuple[Arg, ...]]]:
    """Return what each verb does, also those of officers and of the showcase, which few press: they are loaded then."""
    from handlers import desk_buttons
    from models.turns.after import showcase

    of_showcase: dict[str, tuple[Work, tuple[Arg, ...]]] = {
        "show": (showcase.share, (int, int)),
        "vl": (showcase.listed, (int, int, int)),
        "ve": (showcase.show, (int,)),
    }
    return {**CLERK_VERBS, **of_showcase, **desk_buttons.VERBS}


async def press(update: Update, context: Context) -> None:
    """Do what the pressed button says."""
    query = update.callback_query
    data = query.data if query is not None else None
    work, args = read(data or "")
    taken = await context.turn(update, work, *args)
    view = taken.outcome.view if taken.outcome is not None else None
    if isinstance(view, Download | OwnData):
        await files.send_back(update, context, taken, view)
    elif work is picking.tick and isinstance(view, Question):
        await context.edit(update, taken)
    else:
        await context.reply(update, taken)


def read(data: str) -> tuple[Work, tuple[int | str, ...]]:
    """Return what a button means and with which arguments; what cannot be read is an old button."""
    verb, _, rest = data.partition(":")
    work, kinds = CLERK_VERBS.get(verb) or verbs().get(verb, (opening.old_button, ()))
    words = rest.split(":") if rest else []
    if len(words) != len(kinds) or len(data.encode("utf-8", "replace")) > DATA_BYTES:
        return opening.old_button, ()
    args = [_argument(word, kind) for word, kind in zip(words, kinds, strict=True)]
    known = tuple(arg for arg in args if arg is not None)
    return (work, known) if len(known) == len(args) else (opening.old_button, ())


def _argument(word: str, kind: Arg) -> int | str | None:
    """Return an argument as its kind wants it, or None when it is none: 0 to the largest id a database holds."""
    if kind is str:
        return word
    if not (word.isascii() and word.isdecimal()) or len(word) > len(str(MOST)):
        return None
    return int(word) if int(word) <= MOST else None
