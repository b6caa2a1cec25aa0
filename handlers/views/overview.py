"""What can be looked up: what is still to do, where the application is, all answers, a file."""

from collections.abc import Set as AbstractSet
from datetime import datetime

from handlers.reply import Button, Reply, Rows, button, in_rows
from handlers.views import course
from handlers.views.asking import shown_answer
from handlers.views.look import left, look, quoted
from handlers.views.people import called
from handlers.wording import say
from models.answers import checklist
from models.answers.answer import State
from models.calls.call import Item, Kind
from models.calls.stages import Stage
from models.language import moments
from models.language.wording import words
from models.records.applications import checked_answers
from models.records.applications.case import Case
from models.records.applications.listed import Elsewhere
from models.turns.views import AnswerList, Download, Status, Todo, Unplaced

MOST_UNPLACED = 3  # files that are asked about at once
MOST_NAME = 24  # letters of a file's name on a button


@look.register
def todo(view: Todo, language: str) -> Reply:
    """What is still to do, by number, each one tap away; first of files that were sent, to what they belong."""
    shown = _by_number(view, language)
    files = [(one, _unplaced(one, language)) for one in view.unplaced[:MOST_UNPLACED]]
    asked = [say("todo.unplaced", language, name=one.name) for one, _ in files]
    rows = [(one,) for _, buttons in files for one in buttons]
    return Reply("\n".join([*asked, shown.html]), (*rows, *shown.rows))


def _unplaced(one: Unplaced, language: str) -> list[Button]:
    return [
        button(
            f"{one.name[:MOST_NAME]} → {item.number}. {item.short.in_language(language)}",
            "plf",
            one.attachment_id,
            item.number,
        )
        for item in one.items
    ]


def _by_number(view: Todo, language: str) -> Reply:
    case = view.case
    lines = [_todo_line(case, item, "missing", language) for item in view.missing]
    lines += [_todo_line(case, item, "unclear", language) for item in view.unclear if item not in view.missing]
    items = list(dict.fromkeys([*view.missing, *view.unclear]))
    if view.mailbox_missing:
        lines.append(say("todo.mailbox", language))
    if not lines and not view.has_news:
        return Reply(say("todo.sent", language))
    if not lines:
        return Reply(say("todo.none", language), ((_send(case, language),),))
    html = say("todo.lead", language, count=len(lines)) + "\n" + "\n".join(lines)
    minutes = checklist.minutes_for(items)
    if minutes:
        html = f"{html}\n{say('todo.minutes', language, count=minutes)}"
    rows = in_rows([button(item.number, "go", case.application_id, item.number) for item in items], 6)
    if view.mailbox_missing and case.answers.get("contact_email") is not None:
        rows = (*rows, (button(say("button.new_code", language), "code"),))
    if view.missing or not view.unclear:
        return Reply(html, rows)
    return Reply(html, (*rows, (_send(case, language),)))


def _send(case: Case, language: str) -> Button:
    """Return the way to send what is filled in: the application, or the evaluation after the guidance."""
    return button(say("button.check_evaluation" if case.is_evaluating else "button.submit", language), "ready")


def _todo_line(case: Case, item: Item, how: str, language: str) -> str:
    if how == "missing" and item.kind is Kind.FILE:
        how = "missing_file"
    elif how == "unclear" and is_only_stale(case, item):
        how = "stale"
    return say(f"todo.{how}", language, number=item.number, short=item.short.in_language(language))


def is_only_stale(case: Case, item: Item) -> bool:
    """Return whether nothing is wrong with an answer but that it comes from before."""
    answer = case.answers.get(item.key)
    return answer is not None and answer.stale and not answer.unclear and not answer.problem


@look.register
def status(view: Status, language: str) -> Reply:
    """Where the application is."""
    case = view.case
    name = case.municipality.name if case.municipality else say("status.no_municipality", language)
    stage = words().say(f"stage.{view.stage}", language)
    lines = [say("status.head", language, municipality=name, stage=stage)]
    if case.number and case.last_sent_at:
        sent = moments.moment_words(case.last_sent_at, case.call.zone, language)
        lines.append(say("status.number", language, number=case.number, sent=sent))
    lines.append(_round_line(view, language))
    if view.stage is Stage.INFORMATION_REQUESTED and case.reply_by_at is not None:
        lines.append(_asked_line(case, case.reply_by_at, language))
    elif view.stage is Stage.INFORMATION_REQUESTED:  # too late: what follows is decided, and the letter waits to leave
        lines.append(say("asked.over", language))
    lines += [*course.of_status(view, language), *_work_lines(view, language)]
    return Reply("\n".join(lines), _status_buttons(view, language))


def _round_line(view: Status, language: str) -> str:
    round_ = view.case.round
    deadline = moments.deadline_words(round_, language)
    if view.now >= round_.closes_at:
        return say("status.closed", language, round=round_.id, deadline=deadline)
    days = left(moments.days_left(round_, view.now, view.case.call.zone), language)
    return say("status.round", language, round=round_.id, deadline=deadline, left=days)


def _asked_line(case: Case, reply_by_at: datetime, language: str) -> str:
    """Return what the agency asks, and until when to reply."""
    asked = ", ".join(item.number for item in case.checklist.items if item.key in case.asked_first)
    until = moments.until_words(reply_by_at, case.call.zone, language)
    return say("asked.status", language, items=asked, until=until)


def _work_lines(view: Status, language: str) -> list[str]:
    lines = [_to_do(view, language)] if _can_change(view) else []
    if view.unsent:
        key = "status.unsent" if _can_change(view) else "status.never_sent"
        lines.append(say(key, language, items=numbers(view.unsent, language)))
    people = ", ".join(called(one, language) for one in view.colleagues)
    lines.append(say("status.people", language, people=people))
    if view.mailbox:
        lines.append(say("status.mailbox", language, mailbox=view.mailbox))
    else:
        lines.append(say("status.mailbox_none", language))
    if view.unreachable:
        item = view.case.item("contact_email")
        number = item.number if item is not None else ""
        lines.append(say("status.unreachable", language, mailbox=view.unreachable, number=number))
    if view.files:
        lines.append(say("status.files", language))
    return lines


def _to_do(view: Status, language: str) -> str:
    counts = (("missing", view.missing), ("unclear", view.unclear))
    parts = [say(f"status.todo_{what}", language, count=count) for what, count in counts if count]
    return say("status.todo", language, what=", ".join(parts)) if parts else say("status.todo_none", language)


def _can_change(view: Status) -> bool:
    """Return whether there is anything to do: not once it ended, or was sent and its round is over."""
    case = view.case
    return case.stage is Stage.DRAFT or (case.stage is Stage.SUBMITTED and view.now < case.round.closes_at)


def _status_buttons(view: Status, language: str) -> Rows:
    files = [
        button(say("button.download", language, name=file.name), "file", file.attachment_id) for file in view.files
    ]
    rows = (*in_rows(files, 1), *(_way_to(one, language) for one in view.elsewhere))
    if not view.mailbox and view.case.answers.get("contact_email") is not None and view.stage is Stage.DRAFT:
        rows = (*rows, (button(say("button.new_code", language), "code"),))
    if view.can_plan:
        rows = (*rows, (button(say("button.plan", language), "plan", view.case.application_id),))
    if view.stage is Stage.DRAFT:
        return (*rows, (button(say("button.continue", language), "here"), button(say("button.todo", language), "todo")))
    if view.stage is Stage.SUBMITTED:
        again = (button(say("button.submit", language), "ready"),) if view.unsent else ()
        return (*rows, (button(say("button.review", language), "list"), *again))
    return (*rows, *course.status_buttons(view, language), (button(say("button.continue", language), "here"),))


def _way_to(other: Elsewhere, language: str) -> tuple[Button, ...]:
    name = other.municipality or say("status.no_municipality", language)
    return (button(say("button.go_to", language, name=name, round=other.round_id), "to", other.application_id),)


def numbers(items: tuple[Item, ...], language: str) -> str:
    """Return items by number and short name, in one line."""
    return " · ".join(f"{item.number}. {item.short.in_language(language)}" for item in items)


@look.register
def answer_list(view: AnswerList, language: str) -> Reply:
    """All answers, each one tap away."""
    case = view.case
    items = checklist.asked_items(case.checklist, case.answers)
    lines = [say("answers.lead", language), *answer_lines(case, language, view.differing)]
    if any(item.key in view.differing for item in items):
        lines += ["", say("answers.differing", language)]
    if view.unsent:
        lines += ["", say("answers.unsent", language, items=numbers(view.unsent, language))]
    buttons = [button(item.number, "go", case.application_id, item.number) for item in items]
    return Reply("\n".join(lines), in_rows(buttons, 6))


def answer_lines(case: Case, language: str, differing: AbstractSet[str] = frozenset()) -> list[str]:
    """Return a line for each item that is asked: number, short name, answer, and what is to be looked at."""
    lines = []
    for item in checklist.asked_items(case.checklist, case.answers):
        kept = case.kept.get(item.key)
        answer = shown_answer(case, item, kept.answer, language) if kept else ""
        shown = quoted(answer, 120) if answer else say("answers.empty", language)
        mark = _doubt(case, item, language)
        mark += " ⇄" if item.key in differing else ""
        short = quoted(item.short.in_language(language))
        lines.append(f"<b>{item.number}. {short}:</b> {shown}{mark}")
    return lines


def _doubt(case: Case, item: Item, language: str) -> str:
    """Return the mark of an answer that is not clear, with the reason where it stands at another item."""
    if checklist.state_of(item, case.answers) is not State.UNCLEAR:
        return ""
    same = checked_answers.same_words(item, case.checklist, case.answers, language)
    return f" ⚠ <i>{quoted(same)}</i>" if same is not None else " ⚠"


@look.register
def download(view: Download, _language: str) -> Reply:
    """The words that go with a file: its name."""
    return Reply(quoted(view.file.name))
