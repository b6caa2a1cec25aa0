"""Several applications declared admissible at once."""

from handlers.reply import Reply, button, in_rows
from handlers.views.look import look, quoted
from handlers.wording import say
from models.calls.stages import Stage
from models.desk.views import Several, SeveralTaken
from models.language import moments
from models.records.applications.case import Case


@look.register
def several(view: Several, language: str) -> Reply:
    """What is complete and can be declared admissible together, each ticked or left out."""
    chosen = [decision for decision, _ in view.listed if decision.undone_at is None]
    lead = view.call.decisions[Stage.ADMISSIBLE].in_language(language)
    lines = [say("desk.several", language), *(f"• {_named(case)}" for _, case in view.listed)]
    if view.incomplete:
        lines.append(say("desk.incomplete", language, count=view.incomplete))
    lines += ["", say("desk.in_words", language, remark=lead), "", say("desk.leaves_later", language)]
    ticks = [
        button(f"{'✓ ' if one.undone_at is None else ''}{_label(case)}", "dt", one.id, int(one.undone_at is not None))
        for one, case in view.listed
    ]
    take = button(say("button.take_several", language, count=len(chosen)), "dm", view.listed[0][0].batch or "")
    back = button(say("button.to_list", language), "dtodo")
    return Reply("\n".join(lines), (*in_rows(ticks, 2), *(((take,),) if chosen else ()), (back,)))


@look.register
def several_taken(view: SeveralTaken, language: str) -> Reply:
    """What was declared admissible together, and how to undo it."""
    lines = [
        say("desk.several_taken", language, count=len(view.listed)),
        *(f"• {_named(case)}" for _, case in view.listed),
    ]
    to_decide = button(say("button.to_decide", language), "dtodo")
    if not view.listed or view.listed[0][0].leaves_at is None:
        return Reply("\n".join(lines), ((to_decide,),))
    decision, case = view.listed[0]
    leaves = moments.moment_words(decision.leaves_at, case.call.zone, language) if decision.leaves_at else ""
    lines.append(say("desk.letters_leave", language, leaves=leaves))
    return Reply("\n".join(lines), ((button(say("button.undo", language), "dx", view.batch),), (to_decide,)))


def _named(case: Case) -> str:
    return quoted(f"{case.number} {case.municipality.name if case.municipality else '?'}")


def _label(case: Case) -> str:
    return f"{(case.number or '').rpartition('-')[2]} {case.municipality.name if case.municipality else '?'}"
