"""The evaluation before it is sent, and the showcase: its lists, an entry, the question whether to share."""

from itertools import groupby

from handlers.reply import Button, Reply, Rows, button, in_rows
from handlers.views.look import look, quoted
from handlers.views.overview import answer_lines, numbers
from handlers.wording import say
from models.language import moments
from models.places.municipality import municipality
from models.turns.after.evaluation_views import EvaluationReady, Showcase, ShowcaseAsked, ShowcasePage
from models.turns.after.showcase import PAGE


@look.register
def evaluation_ready(view: EvaluationReady, language: str) -> Reply:
    """The evaluation as it would be sent."""
    lines = [say("evaluation.lead", language), *answer_lines(view.case, language), ""]
    if view.unclear:
        lines.append(say("evaluation.unclear", language, items=numbers(view.unclear, language)))
    lines.append(say("evaluation.ask", language))
    send = button(say("button.send_evaluation", language), "send", view.case.application_id, view.fingerprint)
    return Reply("\n".join(lines), ((send, button(say("button.not_yet", language), "aside")),))


@look.register
def showcase_asked(view: ShowcaseAsked, language: str) -> Reply:
    """May this be read by others? Exactly what they see stands there."""
    app = view.page.case.application_id
    lines = [
        say("showcase.ask", language),
        "",
        *_page_lines(view.page, language),
        "",
        say("showcase.personal", language),
    ]
    yes = button(say("button.share", language), "show", app, 1)
    return Reply("\n".join(lines), ((yes, button(say("button.do_not_share", language), "show", app, 0)),))


@look.register
def showcase_page(view: ShowcasePage, language: str) -> Reply:
    """An entry of the showcase."""
    return Reply("\n".join(_page_lines(view, language)), ((_all(language),),))


def _page_lines(view: ShowcasePage, language: str) -> list[str]:
    case, town = view.case, view.case.municipality
    name, province = (town.name, town.province) if town is not None else ("?", "?")
    lines = [say("showcase.page", language, town=name, province=province, round=case.round.id)]
    for key, pairs in groupby(view.tags, key=lambda pair: pair[0]):
        item = view.call.checklist.by_key[key]
        chosen = {option for _, option in pairs}
        options = ", ".join(one.words.in_language(language) for one in item.options if one.key in chosen)
        lines.append(say("showcase.tag", language, item=item.short.in_language(language), options=options))
    if view.last_day is not None:
        lines.append(say("showcase.ended", language, day=moments.day_words(view.last_day, language)))
    return [*lines, "", *(quoted(line, 2_000) for line in view.story.splitlines())]


@look.register
def showcase(view: Showcase, language: str) -> Reply:
    """A page of the showcase, and by what it can be chosen."""
    lines = [_lead(view, language)]
    entries: list[Button] = []
    for one in view.entries:
        town = municipality(one.nis_code).name if one.nis_code else "?"
        lines.append("• " + say("showcase.line", language, town=town, round=one.round_id))
        entries.append(button(town, "ve", one.application_id))
    if not entries:
        lines.append(say("showcase.none", language))
    rows = (*in_rows(entries, 2), *_onward(view, language), *_choices(view, language))
    return Reply("\n".join(lines), rows or ((button(say("button.continue", language), "here"),),))


def _lead(view: Showcase, language: str) -> str:
    item_place, option_place = view.place
    if item_place == 0:
        return say("showcase.lead", language)
    item = view.call.checklist.shown[item_place - 1]
    option = item.options[option_place - 1].words.in_language(language)
    return say("showcase.chosen", language, item=item.short.in_language(language), option=option)


def _onward(view: Showcase, language: str) -> Rows:
    row = [_all(language)] if view.place != (0, 0) or view.offset else []
    if view.has_more:
        row.append(button(say("button.more_stories", language), "vl", *view.place, view.offset + PAGE))
    return (tuple(row),) if row else ()


def _choices(view: Showcase, language: str) -> Rows:
    """Return a button for each option by which a story is found."""
    choices = [
        button(f"{'✓ ' if view.place == (n, m) else ''}{option.words.in_language(language)}", "vl", n, m, 0)
        for n, item in enumerate(view.call.checklist.shown, 1)
        for m, option in enumerate(item.options, 1)
        if (item.key, option.key) in view.tags
    ]
    return in_rows(choices, 3)


def _all(language: str) -> Button:
    return button(say("button.all_stories", language), "vl", 0, 0, 0)
