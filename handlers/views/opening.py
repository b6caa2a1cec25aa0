"""The hello, what the call is, help and language."""

from handlers import commands_table
from handlers.reply import Reply, Rows, button
from handlers.views.look import left, look
from handlers.wording import say
from models.answers import checklist
from models.calls.call import Call
from models.desk.rights import commands_of
from models.language import moments
from models.language.wording import words
from models.turns.views import (
    About,
    FaqAnswer,
    Faqs,
    Hello,
    Help,
    Languages,
    NoRound,
    StartAgain,
)


@look.register
def hello(view: Hello, language: str) -> Reply:
    """The first hello, or the way back in."""
    call = view.call
    lines = [say("hello.again", language)] if view.agreed else [_first(call, language)]
    if view.round is None:
        lines.append(say("hello.no_round", language, help=call.help.in_language(language)))
    else:
        days = moments.days_left(view.round, view.now, call.zone)
        deadline = moments.deadline_words(view.round, language)
        lines.append(say("hello.deadline", language, deadline=deadline, left=left(days, language)))
    return Reply("\n".join(lines), _hello_buttons(view, language))


def _first(call: Call, language: str) -> str:
    minutes = checklist.minutes_for(item for item in call.checklist.items if not item.when)
    return say("hello.first", language, call=call.short.in_language(language), minutes=minutes)


def _hello_buttons(view: Hello, language: str) -> Rows:
    start = button(say("button.continue" if view.agreed else "button.agree", language), "agree")
    what = button(say("button.about", language, call=view.call.short.in_language(language)), "about")
    other = button(say("button.other_language", language), "lang", "nl" if language == "en" else "en")
    return ((start,), (what, other)) if view.round is not None or view.agreed or view.invited else ((what, other),)


@look.register
def about(view: About, language: str) -> Reply:
    """What the call is."""
    label = say("button.continue" if view.agreed else "button.agree", language)
    html = say(
        "faq.answer",
        language,
        question=view.call.title.in_language(language),
        answer=view.call.summary.in_language(language),
    )
    return Reply(html, ((button(label, "agree"),),))


@look.register
def help_(view: Help, language: str) -> Reply:
    """What can be said."""
    lines = [say("help.lead", language)]
    names = (*commands_of(view.role), *commands_table.NAMES)
    lines += [f"/{name} – {say(f'command.{name}', language)}" for name in names]
    tail = "help.tail_officer" if view.role is not None else "help.tail_editing" if view.can_edit else "help.tail"
    lines += ["", say(tail, language, help=view.call.help.in_language(language))]
    return Reply("\n".join(lines), ((button(say("button.continue", language), "here"),),))


@look.register
def languages(_view: Languages, language: str) -> Reply:
    """The choice of language."""
    return Reply(
        say("languages.lead", language), ((button("Nederlands", "lang", "nl"), button("English", "lang", "en")),)
    )


@look.register
def no_round(view: NoRound, language: str) -> Reply:
    """No round takes applications now."""
    if view.next_round is None:
        return Reply(say("no_round.lead", language, help=view.call.help.in_language(language)))
    return Reply(say("no_round.next", language, deadline=moments.deadline_words(view.next_round, language)))


@look.register
def start_again(view: StartAgain, language: str) -> Reply:
    """A new application after one that ended."""
    stage = words().say(f"stage.{view.case.stage}", language)
    application = view.case.application_id
    return Reply(
        say("start_again.lead", language, stage=stage),
        (
            (button(say("button.start_with_answers", language), "again", application, 1),),
            (button(say("button.start_empty", language), "again", application, 0),),
        ),
    )


@look.register
def faqs(view: Faqs, language: str) -> Reply:
    """The questions people ask."""
    lines = []
    if view.item is not None:
        item = view.item
        lines.append(
            say(
                "faqs.about",
                language,
                number=item.number,
                short=item.short.in_language(language),
                why=item.why.in_language(language),
            )
        )
    lines.append(say("faqs.lead", language))
    rows = tuple((button(faq.question.in_language(language), "faq", faq.key),) for faq in view.entries)
    return Reply("\n\n".join(lines), (*rows, (button(say("button.continue", language), "here"),)))


@look.register
def faq_answer(view: FaqAnswer, language: str) -> Reply:
    """The answer to a question people ask."""
    question, answer = view.faq.question.in_language(language), view.faq.answer.in_language(language)
    row = [button(say("button.continue", language), "here")]
    if view.question_id is not None:
        row.append(button(say("button.not_that", language), "nofaq", view.question_id))
    return Reply(say("faq.answer", language, question=question, answer=answer), (tuple(row),))
