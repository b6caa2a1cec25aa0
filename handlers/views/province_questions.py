"""The questions of municipalities and their mailboxes, as the officers who stand beside them see them."""

from handlers.reply import Button, Reply, button, in_rows
from handlers.views.look import look, quoted
from handlers.wording import say
from models.desk.province.views import Answered, Asked, Foreign, ForeignMailboxes, OpenQuestions

MOST_QUESTION = 2_000  # characters that are shown
MOST_IN_LIST = 300


@look.register
def open_questions(view: OpenQuestions, language: str) -> Reply:
    """The questions that wait, each one tap away."""
    lines = [say("questions.lead", language, count=view.count)]
    if view.count > len(view.questions):
        lines.append(say("questions.oldest", language, count=len(view.questions)))
    lines += [f"• <b>{_who(one, language)}</b>: {quoted(one.text, MOST_IN_LIST)}" for one in view.questions]
    rows = [
        button(say("button.reply_to", language, asker=one.town.name if one.town else one.asker), "qa", one.question_id)
        for one in view.questions
    ]
    return Reply("\n".join(lines), (*in_rows(rows, 2), _to_list(language)))


def _to_list(language: str) -> tuple[Button, ...]:
    return (button(say("button.to_list", language), "dall"),)


def _who(one: Asked, language: str) -> str:
    town = one.town.name if one.town is not None else say("questions.no_town", language)
    return quoted(f"{one.asker} ({town})")


@look.register
def asked(view: Asked, language: str) -> Reply:
    """A question, with its answer when there is one; else what is typed next is the answer."""
    lines = [f"<b>{_who(view, language)}</b>", f"<i>{quoted(view.text, MOST_QUESTION)}</i>"]
    if view.item is not None:
        short = view.item.short.in_language(language)
        lines.append(say("questions.item", language, number=view.item.number, short=short))
    if view.answer is not None:
        lines += ["", say("questions.answer", language, answer=view.answer)]
    else:
        lines += ["", say("questions.type", language)]
    return Reply("\n".join(lines), ((button(say("button.other_questions", language), "qs"),),))


@look.register
def answered(view: Answered, language: str) -> Reply:
    """An answer is on its way; what waits still."""
    said = say("questions.sent", language, asker=view.asker)
    if not view.waiting:
        return Reply(said, (_to_list(language),))
    return Reply(said, ((button(say("button.questions", language, count=view.waiting), "qs"),),))


@look.register
def foreign_mailboxes(view: ForeignMailboxes, language: str) -> Reply:
    """The mailboxes that wait to be confirmed or refused."""
    lines = [say("mailboxes.lead", language)]
    if view.count > len(view.mailboxes):
        lines.append(say("mailboxes.oldest", language, count=len(view.mailboxes), all=view.count))
    lines += [f"• {_mailbox(one, language)}" for one in view.mailboxes]
    rows = [button(one.email, "mo", one.mailbox_id) for one in view.mailboxes]
    return Reply("\n".join(lines), (*in_rows(rows, 1), _to_list(language)))


def _mailbox(one: Foreign, language: str) -> str:
    return say("mailboxes.one", language, name=one.name, email=one.email, town=one.town.name)


@look.register
def foreign(view: Foreign, language: str) -> Reply:
    """A mailbox that does not fit, and what can be said of it."""
    if view.is_confirmed is not None:
        key = "mailboxes.confirmed" if view.is_confirmed else "mailboxes.refused"
        return Reply(say(key, language, email=view.email, town=view.town.name, reason=view.reason))
    lines = [_mailbox(view, language), "", say("mailboxes.what", language, town=view.town.name)]
    yes = button(say("button.confirm_mailbox", language), "mc", view.mailbox_id)
    no = button(say("button.refuse_mailbox", language), "mr", view.mailbox_id)
    return Reply("\n".join(lines), ((yes, no), (button(say("button.other_mailboxes", language), "ms"),)))
