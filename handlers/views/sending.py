"""Complete, ready, sent, withdrawn: the end of the way."""

from handlers.reply import Reply, Rows, button
from handlers.views.look import look
from handlers.views.overview import answer_lines, is_only_stale, numbers
from handlers.wording import say
from models.calls.call import Item
from models.calls.stages import Stage
from models.language import moments
from models.records.applications.case import Case
from models.turns.views import Complete, NeedsMailbox, Ready, Sent, WithdrawAsked


@look.register
def complete(view: Complete, language: str) -> Reply:
    """Nothing is left to ask."""
    if view.case.is_evaluating:
        return _evaluated(view, language)
    lines = [say(f"complete.{_how(view)}", language, number=view.case.number or "")]
    lines += _doubts(view.case, view.unclear, ("complete.unclear", "complete.stale"), language)
    submit = (button(say("button.submit", language), "ready"),) if view.can_be_sent else ()
    rows: Rows = ((*submit, button(say("button.review", language), "list")),)
    if view.unclear:
        rows = (*rows, (button(say("button.todo", language), "todo"),))
    return Reply("\n".join(lines), rows)


def _how(view: Complete) -> str:
    if view.case.stage is Stage.SUBMITTED:
        return "sent_before"
    if view.is_beside:
        return "beside"
    return "lead" if view.can_be_sent else "kept"


def _evaluated(view: Complete, language: str) -> Reply:
    """Every question of the evaluation was asked."""
    lines = [say("evaluation.complete", language)]
    if view.unclear:
        lines.append(say("evaluation.unclear", language, items=numbers(view.unclear, language)))
    check = button(say("button.check_evaluation", language), "ready")
    return Reply("\n".join(lines), ((check, button(say("button.review", language), "list")),))


def _doubts(case: Case, items: tuple[Item, ...], keys: tuple[str, str], language: str) -> list[str]:
    """Return what is unclear, and apart from it what was clear once and has to be looked at again; a key for each."""
    stale = tuple(item for item in items if is_only_stale(case, item))
    unclear = tuple(item for item in items if item not in stale)
    said = zip(keys, (unclear, stale), strict=True)
    return [say(key, language, items=numbers(these, language)) for key, these in said if these]


@look.register
def ready(view: Ready, language: str) -> Reply:
    """The summary before sending."""
    case = view.case
    name = case.municipality.name if case.municipality else ""
    lines = [say("ready.lead", language, municipality=name, round=case.round.id), *answer_lines(case, language), ""]
    lines += _doubts(case, view.unclear, ("ready.unclear", "ready.stale"), language)
    lines.append(say("ready.mailbox", language, mailbox=view.mailbox))
    if case.stage is Stage.INFORMATION_REQUESTED:
        lines.append(say("asked.reply", language))
    else:
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
        say("sent.receipt" if view.is_news else "sent.receipt_before", language, mailbox=view.mailbox),
        say("sent.checksum", language, checksum=view.checksum),
    ]
    if view.case.stage is Stage.SUBMITTED and view.sent_at < view.case.round.closes_at:
        lines.append(say("sent.change", language, deadline=moments.deadline_words(view.case.round, language)))
    return Reply("\n".join(lines))


@look.register
def withdraw_asked(view: WithdrawAsked, language: str) -> Reply:
    """Are you sure?"""
    name = view.case.municipality.name if view.case.municipality else say("status.no_municipality", language)
    yes = button(say("button.withdraw", language), "wd", view.case.application_id)
    return Reply(
        say("withdraw.ask", language, municipality=name), ((yes, button(say("button.not_yet", language), "nowd")),)
    )
