"""A case at the desk: what was sent, item by item, with the check, the files and the history."""

from handlers.reply import Button, Reply, Rows, button, in_rows
from handlers.views import desk_course
from handlers.views.desk_lists import shelf_button
from handlers.views.look import look, quoted
from handlers.wording import say
from models.answers import kinds
from models.answers.answer import State
from models.calls.call import Item, Kind
from models.coach import clarity
from models.coach.clarity import Lack
from models.desk.cases.cases import DECIDED
from models.desk.cases.sent import Checked, Happened, Sent
from models.desk.decisions import mending
from models.desk.views import CaseFile
from models.language import moments
from models.language.wording import words
from models.records.desk.desk_queries import Shelf

MARKS = {State.FINE: "✓", State.MISSING: "✗", State.UNCLEAR: "⚠"}
LEFT_OPEN = "–"  # nothing was answered, and nothing had to be
MOST_SHOWN = 5_000  # characters of an answer; a reply is cut in messages


@look.register
def case_file(view: CaseFile, language: str) -> Reply:
    """An application as it was sent, and what can be decided."""
    lines = [*head(view.sent, language), ""]
    for one in view.sent.checked:
        lines += item_lines(view.sent, one, language)
    lines += ["", _verdict(view.sent, language)]
    arranged = desk_course.of_case(view.sent, language)
    lines += ["", *arranged] if arranged else []
    lines += ["", say("desk.history", language)]
    for happened in view.sent.history:
        lines.append(_happened(view.sent, happened, language))
        lines += [say("desk.because", language, reason=one) for one in reasons(view.sent, happened, language)]
    return Reply("\n".join(lines), (*_files(view.sent, language), *_onward(view, language)))


def head(sent: Sent, language: str) -> list[str]:
    """Return which application this is, how far, and when it was sent."""
    case = sent.case
    town = case.municipality
    stage = words().say(f"stage.{case.stage}", language)
    when = moments.moment_words(sent.sent_at, case.call.zone, language)
    name, province = (town.name, town.province) if town else ("?", "?")
    return [
        f"<b>{quoted(case.number or '')} · {quoted(name)}</b> ({quoted(province)})",
        say("desk.case_sent", language, stage=stage, round=case.round.id, version=sent.version, sent=when),
    ]


def item_lines(sent: Sent, checked: Checked, language: str) -> list[str]:
    """Return an item with its answer and what the check makes of it."""
    item = checked.item
    answer = quoted(answer_of(sent, item, language), MOST_SHOWN) or say("answers.empty", language)
    title = quoted(item.short.in_language(language))
    mark = LEFT_OPEN if checked.is_open else MARKS[checked.state]
    lines = [f"{mark} <b>{item.number}. {title}:</b> {answer}"]
    if checked.state is State.MISSING:
        lines.append(say("desk.missing", language))
    return [*lines, *(f"   <i>{one}</i>" for one in told(checked, language))]


def told(checked: Checked, language: str) -> list[str]:
    """Return what the applicant was told of an answer before sending it: a sentence for each doubt."""
    sentences = []
    if checked.lacks:
        lacks = ", ".join(clarity.lack_words(Lack(lack), language) for lack in checked.lacks if lack in set(Lack))
        sentences.append(say("desk.lacks", language, lacks=lacks))
    if checked.same_as is not None:
        other = f"{checked.same_as.number} ({checked.same_as.short.in_language(language)})"
        sentences.append(say("desk.same", language, other=other))
    return sentences


def answer_of(sent: Sent, item: Item, language: str) -> str:
    """Return an answer as it was sent, for people; "" when there is none."""
    if item.kind is Kind.FILE:
        return ", ".join(file.name for file in sent.files if file.item_key == item.key)
    answer = sent.answers.get(item.key)
    if answer is None or answer.value is None:
        return ""
    if item.kind is Kind.MUNICIPALITY:
        return sent.case.municipality.name if sent.case.municipality else str(answer.value)
    return kinds.shown(item, answer.value, language)


def _verdict(sent: Sent, language: str) -> str:
    lacking = sent.lacking
    if not lacking:
        return say("desk.complete", language)
    return say("desk.lacking", language, items=", ".join(item.number for item in lacking))


def _happened(sent: Sent, one: Happened, language: str) -> str:
    when = moments.moment_words(one.at, sent.case.call.zone, language)
    return say("desk.happened", language, when=when, what=words().say(f"happened.{one.what}", language))


def reasons(sent: Sent, one: Happened, language: str) -> list[str]:
    """Return what the municipality read of a decision in the history: each item that it names, then the explanation."""
    decision = sent.decided_in(one)
    if decision is None:
        return []
    remark = mending.remark(sent, decision)
    return [*mending.lines(sent, decision, language), *([remark] if remark else [])]


def _files(sent: Sent, language: str) -> Rows:
    files = [button(say("button.download", language, name=file.name), "df", file.attachment_id) for file in sent.files]
    return in_rows(files, 1)


def _onward(view: CaseFile, language: str) -> tuple[tuple[Button, ...], ...]:
    case = view.sent.case
    steps = [
        button(say(f"button.decide_{stage}", language), "dd", case.application_id, DECIDED.index(stage))
        for stage in view.steps
    ]
    if view.watches:
        return ((button(say("button.to_town", language), "pt", case.nis_code or ""),),)
    undo = [button(say("button.undo", language), "du", view.undoable.id)] if view.undoable is not None else []
    ways = desk_course.buttons_of(view, language)
    to_list = shelf_button(Shelf(call_name=case.call.name, round_id=case.round.id), language)
    return (*in_rows(undo, 1), *in_rows(steps, 2), *ways, (to_list,))
