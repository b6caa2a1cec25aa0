"""Who works on an application, who asks to, and the ways in and out."""

from handlers.reply import Button, Reply, button
from handlers.views.look import look, quoted
from handlers.wording import say
from models.calls.stages import LIVE, Stage
from models.records.applications.listed import Asker, Colleague
from models.turns.views import AskedFor, DraftExists, LeaveAsked, Sharing


def called(one: Colleague, language: str) -> str:
    """Return what a person is called and is for the application, as plain text."""
    name = one.name or one.email or say("status.nobody", language)
    if one.is_you:
        name = say("status.you", language)
    return f"{name} ({say('status.contact', language)})" if one.role == "contact" else name


@look.register
def sharing(view: Sharing, language: str) -> Reply:
    """Who works on the application, and the ways to bring somebody in."""
    application = view.case.application_id
    lines = [say("sharing.lead", language)]
    lines += [f"• {quoted(called(one, language))}" for one in view.colleagues]
    lines += [say("sharing.asks", language, name=one.name) for one in view.askers]
    lines += ["", say("sharing.how", language)]
    first: tuple[Button, ...] = (
        button(say("button.invite", language), "inv", application),
        button(say("button.hand_over", language), "hand", application),
    )
    second = (
        button(say("button.link", language), "link", application),
        button(say("button.leave_case", language), "leave", application),
    )
    province: tuple[Button, ...] = ()
    if view.shown is not None:
        label = "button.hide_draft" if view.shown else "button.show_draft"
        province = (button(say(label, language), "prov", application, int(not view.shown)),)
    rows = (*(_answers_to(one, language) for one in view.askers), first, second, province)
    return Reply("\n".join(lines), tuple(row for row in rows if row))


def _answers_to(asker: Asker, language: str) -> tuple[Button, ...]:
    let_in = button(say("button.let_in", language), "req", asker.request_id, 1)
    return let_in, button(say("button.keep_out", language), "req", asker.request_id, 0)


@look.register
def leave_asked(view: LeaveAsked, language: str) -> Reply:
    """Are you sure that you stop?"""
    case = view.case
    name = case.municipality.name if case.municipality else say("status.no_municipality", language)
    stop = button(say("button.stop", language), "bye", case.application_id)
    choice = (stop, button(say("button.not_yet", language), "nowd"))
    if not view.is_last or case.stage not in LIVE:
        return Reply(say("leave.ask", language, municipality=name), (choice,))
    key = "last_sent" if case.stage is not Stage.DRAFT else "last" if case.is_owned else "alone"
    lines = [say(f"leave.{key}", language, municipality=name)]
    lines += [say("leave.takeover", language)] if case.is_owned else []
    lines.append(say("leave.sure", language))
    invite = button(say("button.invite_first", language), "inv", case.application_id)
    return Reply(" ".join(lines), ((invite,), choice))


@look.register
def asked_for(view: AskedFor, language: str) -> Reply:
    """A side question that waits for typed text."""
    html = say(f"asked.{view.what}", language)
    if view.what == "code":
        new = button(say("button.new_code", language), "code")
        return Reply(html, ((new, button(say("button.not_yet", language), "noinv")),))
    not_yet = say("button.not_yet", language)
    if view.what == "mailbox":
        return Reply(html, ((button(not_yet, "noinv"),),))
    return Reply(html, ((button(not_yet, "aside"),),))


@look.register
def draft_exists(view: DraftExists, language: str) -> Reply:
    """The municipality has an application already."""
    town = view.case.municipality
    html = say("draft_exists.lead", language, municipality=town.name if town else "")
    ask = button(say("button.ask_to_join", language), "ask", view.target_id)
    return Reply(html, ((ask, button(say("button.not_yet", language), "aside")),))
