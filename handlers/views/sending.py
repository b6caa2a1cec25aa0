"""Complete, ready, sent, withdrawn: the end of the way."""

from handlers.reply import Reply, Rows, button
from handlers.views.look import look
from handlers.views.overview import answer_lines, numbers
from handlers.wording import say
from models.language import moments
from models.turns.views import Complete, NeedsMailbox, Ready, Sent, WithdrawAsked


@look.register
def complete(view: Complete, language: str) -> Reply:
    """Nothing is left to ask."""
    lines = [say("complete.lead", language)]
    if view.unclear:
        lines.append(say("complete.unclear", language, items=numbers(view.unclear, language)))
    submit = button(say("button.submit", language), "ready")
    review = button(say("button.review", language), "list")
    rows: Rows = ((submit, review),)
    if view.unclear:
        rows = (*rows, (button(say("button.todo", language), "todo"),))
    return Reply("\n".join(lines), rows)


@look.register
def ready(view: Ready, language: str) -> Reply:
    """The summary before sending."""
    case = view.case
    name = case.municipality.name if case.municipality else ""
    lines = [say("ready.lead", language, municipality=name, round=case.round.id), *answer_lines(case, language), ""]
    if view.unclear:
        lines.append(say("ready.unclear", language, items=numbers(view.unclear, language)))
    lines.append(say("ready.mailbox", language, mailbox=view.mailbox))
    lines.append(say("ready.ask", language, deadline=moments.deadline_words(case.round, language)))
    send = button(say("button.confirm_submit", language), "send", case.application_id, view.fingerprint)
    return Reply("\n".join(lines), ((send, button(say("button.not_yet", language), "aside")),))


@look.register
def needs_mailbox(view: NeedsMailbox, language: str) -> Reply:
    """Only the proof of a mailbox is missing."""
    if view.email is None:
        return Reply(say("needs_mailbox.unknown", language), ((button("4", "go", view.case.application_id, "4"),),))
    html = say("needs_mailbox.known", language, email=view.email)
    return Reply(html, ((button(say("button.new_code", language), "code"),),))


@look.register
def sent(view: Sent, language: str) -> Reply:
    """It was sent."""
    when = moments.moment_words(view.sent_at, view.case.call.zone, language)
    if view.version == 1:
        lead = say("sent.lead", language, number=view.number, sent=when)
    else:
        lead = say("sent.again", language, number=view.number, sent=when, version=view.version)
    lines = [
        lead,
        say("sent.receipt", language, mailbox=view.mailbox),
        say("sent.checksum", language, checksum=view.checksum),
        say("sent.change", language, deadline=moments.deadline_words(view.case.round, language)),
    ]
    return Reply("\n".join(lines))


@look.register
def withdraw_asked(view: WithdrawAsked, language: str) -> Reply:
    """Are you sure?"""
    name = view.case.municipality.name if view.case.municipality else say("status.no_municipality", language)
    yes = button(say("button.withdraw", language), "wd", view.case.application_id)
    return Reply(
        say("withdraw.ask", language, municipality=name), ((yes, button(say("button.not_yet", language), "nowd")),)
    )
