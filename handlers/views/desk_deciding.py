"""A decision at the desk: in preparation, as the letter that it will be, and taken."""

from handlers.reply import Button, Reply, Rows, button, in_rows
from handlers.views.desk_cases import head, item_lines
from handlers.views.desk_lists import shelf_button
from handlers.views.look import look, quoted
from handlers.wording import say
from models.answers.answer import State
from models.calls.stages import Stage
from models.desk.cases.sent import Sent
from models.desk.decisions import mending
from models.desk.decisions.deciding import NAMES_ITEMS, REPLY_WITHIN
from models.desk.views import Preparing, Preview, Taken
from models.language import moments
from models.language.wording import words
from models.records.desk.decision_queries import Decided
from models.records.desk.desk_queries import Shelf


@look.register
def preparing(view: Preparing, language: str) -> Reply:
    """A decision in preparation: tick what lacks, type an explanation, see the letter."""
    decision, case_file = view.decision, view.sent
    lines = [*head(case_file, language), "", say("desk.preparing", language, stage=_stage(decision, language))]
    if decision.to_stage in NAMES_ITEMS:
        lines.append(say(f"desk.tick_{decision.to_stage}", language))
        for one in case_file.checked:
            if one.state is not State.FINE or one.item.key in decision.items:
                lines += item_lines(case_file, one, language)
    if decision.reply_by_at is not None:
        lines.append(_until(case_file, decision, language))
    lines.append(say("desk.type_remark", language))
    if decision.remark:
        lines.append(say("desk.remark", language, remark=decision.remark))
    return Reply("\n".join(lines), (*_ticks(view, language), *_terms(decision, language), _on(view, language)))


def _stage(decision: Decided, language: str) -> str:
    return words().say(f"stage.{decision.to_stage}", language)


def _until(case_file: Sent, decision: Decided, language: str) -> str:
    until = decision.reply_by_at
    zone = case_file.case.call.zone
    return say("desk.reply_by", language, until=moments.until_words(until, zone, language)) if until is not None else ""


def _ticks(view: Preparing, language: str) -> Rows:
    if view.decision.to_stage not in NAMES_ITEMS:
        return ()
    buttons = []
    for one in view.sent.checked:
        ticked = one.item.key in view.decision.items
        label = f"{'✓ ' if ticked else ''}{one.item.number}. {one.item.short.in_language(language)}"
        buttons.append(button(label, "di", view.decision.id, one.item.number, int(not ticked)))
    return in_rows(buttons, 3)


def _terms(decision: Decided, language: str) -> Rows:
    if decision.reply_by_at is None:
        return ()
    return (
        tuple(
            button(say("button.working_days", language, count=days), "dr", decision.id, days) for days in REPLY_WITHIN
        ),
    )


def _on(view: Preparing, language: str) -> tuple[Button, ...]:
    look_at = button(say("button.preview", language), "dp", view.decision.id)
    return look_at, button(say("button.to_case", language), "dc", view.decision.application_id)


@look.register
def preview(view: Preview, language: str) -> Reply:
    """The letter as the municipality will read it, in its own language, and the way to take the decision."""
    case_file, decision = view.sent, view.decision
    lines = [
        say("desk.preview", language, number=case_file.case.number or "", stage=_stage(decision, language)),
        "",
        *letter_lines(case_file, decision, language),
        "",
        *_without_words(case_file, decision, language),
        say("desk.leaves_later", language),
    ]
    take = button(say(f"button.take_{decision.to_stage}", language), "dk", decision.id)
    return Reply("\n".join(lines), ((take,), (button(say("button.change", language), "de", decision.id),)))


def _without_words(case_file: Sent, decision: Decided, language: str) -> list[str]:
    """Return the advice to say what is to be mended, where neither the officer nor the coach does."""
    items = mending.without_words(case_file, decision)
    numbers = ", ".join(item.number for item in items)
    example = items[0].number if items else ""
    return [say("desk.without_words", language, items=numbers, example=example)] if items else []


def letter_lines(case_file: Sent, decision: Decided, language: str) -> list[str]:
    """Return what the letter says of this decision: the text of the call, the items, the officer's words, the term."""
    lead = case_file.case.call.decisions[decision.to_stage].in_language(language)
    lines = [quoted(lead, 1_000), *(f"• {quoted(one, 600)}" for one in mending.lines(case_file, decision, language))]
    remark = mending.remark(case_file, decision)
    if remark:
        lines.append(say("desk.in_words", language, remark=remark))
    if decision.reply_by_at is not None:
        lines.append(_until(case_file, decision, language))
    return lines


@look.register
def taken(view: Taken, language: str) -> Reply:
    """A decision that was taken: when the letter leaves, and how to undo it until then."""
    case, decision = view.sent.case, view.decision
    leaves = moments.moment_words(decision.leaves_at, case.call.zone, language) if decision.leaves_at else ""
    taken_words = say("desk.taken", language, stage=_stage(decision, language), leaves=leaves)
    lines = [taken_words, "", *head(view.sent, language)]
    shelf = Shelf(call_name=case.call.name, round_id=case.round.id, stage=Stage.SUBMITTED)
    undo = button(say("button.undo", language), "du", decision.id)
    return Reply("\n".join(lines), ((undo,), (shelf_button(shelf, language),)))
