"""What can be looked up: what is still to do, where the application is, all answers, who works on it."""

from handlers.reply import Button, Reply, Rows, button, in_rows
from handlers.views.asking import shown_answer
from handlers.views.look import left, look, quoted
from handlers.wording import say
from models import checklist, moments
from models.answer import State
from models.call import Item, Kind
from models.case import Case
from models.listed import Asker, Colleague
from models.stages import Stage
from models.views import AnswerList, AskedFor, Download, DraftExists, LeaveAsked, Sharing, Status, Todo
from models.wording import words


@look.register
def todo(view: Todo, language: str) -> Reply:
    """What is still to do, by number, each one tap away."""
    case = view.case
    lines = [_todo_line(case, item, "missing", language) for item in view.missing]
    lines += [_todo_line(case, item, "unclear", language) for item in view.unclear if item not in view.missing]
    items = list(dict.fromkeys([*view.missing, *view.unclear]))
    if view.mailbox_missing:
        lines.append(say("todo.mailbox", language))
    if not lines:
        return Reply(say("todo.none", language), ((button(say("button.submit", language), "ready"),),))
    html = say("todo.lead", language, count=len(lines)) + "\n" + "\n".join(lines)
    minutes = checklist.minutes_for(items)
    if minutes:
        html = f"{html}\n{say('todo.minutes', language, count=minutes)}"
    rows = in_rows([button(item.number, "go", case.application_id, item.number) for item in items], 6)
    if view.missing or not view.unclear:
        return Reply(html, rows)
    return Reply(html, (*rows, (button(say("button.submit", language), "ready"),)))


def _todo_line(case: Case, item: Item, how: str, language: str) -> str:
    kept = case.kept.get(item.key)
    if how == "missing" and item.kind is Kind.FILE:
        how = "missing_file"
    elif how == "unclear" and kept is not None and kept.answer.stale and not kept.answer.unclear:
        how = "stale"
    return say(f"todo.{how}", language, number=item.number, short=item.short.in_language(language))


@look.register
def status(view: Status, language: str) -> Reply:
    """Where the application is."""
    case = view.case
    name = case.municipality.name if case.municipality else say("status.no_municipality", language)
    stage = words().say(f"stage.{case.stage}", language)
    lines = [say("status.head", language, municipality=name, stage=stage)]
    if case.number and case.last_sent_at:
        sent = moments.moment_words(case.last_sent_at, case.call.zone, language)
        lines.append(say("status.number", language, number=case.number, sent=sent))
    lines.append(_round_line(view, language))
    lines += _work_lines(view, language)
    return Reply("\n".join(lines), _status_buttons(view, language))


def _round_line(view: Status, language: str) -> str:
    round_ = view.case.round
    deadline = moments.deadline_words(round_, language)
    if view.now >= round_.closes_at:
        return say("status.closed", language, round=round_.id, deadline=deadline)
    days = left(moments.days_left(round_, view.now, view.case.call.zone), language)
    return say("status.round", language, round=round_.id, deadline=deadline, left=days)


def _work_lines(view: Status, language: str) -> list[str]:
    lines = []
    if view.missing or view.unclear:
        lines.append(say("status.todo", language, missing=view.missing, unclear=view.unclear))
    else:
        lines.append(say("status.todo_none", language))
    if view.unsent:
        lines.append(say("status.unsent", language, items=numbers(view.unsent, language)))
    people = ", ".join(_person(one, language) for one in view.colleagues)
    lines.append(say("status.people", language, people=people))
    if view.mailbox:
        lines.append(say("status.mailbox", language, mailbox=view.mailbox))
    else:
        lines.append(say("status.mailbox_none", language))
    if view.files:
        lines.append(say("status.files", language))
    return lines


def _person(one: Colleague, language: str) -> str:
    """Return what a person is called and is for the application, as plain text."""
    name = one.name or one.email or say("status.nobody", language)
    if one.is_you:
        name = say("status.you", language)
    return f"{name} ({say('status.contact', language)})" if one.role == "contact" else name


def _status_buttons(view: Status, language: str) -> Rows:
    files = [
        button(say("button.download", language, name=file.name), "file", file.attachment_id) for file in view.files
    ]
    rows = in_rows(files, 1)
    if view.case.stage is Stage.DRAFT:
        return (*rows, (button(say("button.continue", language), "here"), button(say("button.todo", language), "todo")))
    if view.case.stage is Stage.SUBMITTED:
        again = (button(say("button.submit", language), "ready"),) if view.unsent else ()
        return (*rows, (button(say("button.review", language), "list"), *again))
    return (*rows, (button(say("button.continue", language), "here"),))


def numbers(items: tuple[Item, ...], language: str) -> str:
    """Return items by number and short name, in one line."""
    return " · ".join(f"{item.number}. {item.short.in_language(language)}" for item in items)


@look.register
def answer_list(view: AnswerList, language: str) -> Reply:
    """All answers, each one tap away."""
    case = view.case
    items = checklist.asked_items(case.call.checklist, case.answers)
    lines = [say("answers.lead", language), *answer_lines(case, language)]
    if view.unsent:
        lines += ["", say("answers.unsent", language, items=numbers(view.unsent, language))]
    buttons = [button(item.number, "go", case.application_id, item.number) for item in items]
    return Reply("\n".join(lines), in_rows(buttons, 6))


def answer_lines(case: Case, language: str) -> list[str]:
    """Return a line for each item that is asked: number, short name, answer."""
    lines = []
    for item in checklist.asked_items(case.call.checklist, case.answers):
        kept = case.kept.get(item.key)
        answer = shown_answer(case, item, kept.answer, language) if kept else ""
        shown = quoted(answer, 120) if answer else say("answers.empty", language)
        mark = "" if checklist.state_of(item, case.answers) is not State.UNCLEAR else " ⚠"
        short = quoted(item.short.in_language(language))
        lines.append(f"<b>{item.number}. {short}:</b> {shown}{mark}")
    return lines


@look.register
def sharing(view: Sharing, language: str) -> Reply:
    """Who works on the application, and the ways to bring somebody in."""
    application = view.case.application_id
    lines = [say("sharing.lead", language)]
    lines += [f"• {quoted(_person(one, language))}" for one in view.colleagues]
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
    return Reply("\n".join(lines), (*(_answers_to(one, language) for one in view.askers), first, second))


def _answers_to(asker: Asker, language: str) -> tuple[Button, ...]:
    let_in = button(say("button.let_in", language), "req", asker.request_id, 1)
    return let_in, button(say("button.keep_out", language), "req", asker.request_id, 0)


@look.register
def leave_asked(view: LeaveAsked, language: str) -> Reply:
    """Are you sure that you stop?"""
    case = view.case
    name = case.municipality.name if case.municipality else say("status.no_municipality", language)
    key = "leave.alone" if view.is_last and not case.is_owned else "leave.ask"
    stop = button(say("button.stop", language), "bye", case.application_id)
    return Reply(say(key, language, municipality=name), ((stop, button(say("button.not_yet", language), "nowd")),))


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


@look.register
def download(view: Download, _language: str) -> Reply:
    """The words that go with a file: its name."""
    return Reply(quoted(view.file.name))
