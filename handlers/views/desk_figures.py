"""The figures at the desk: by round and province, the list behind each, and what changed since a snapshot."""

from collections.abc import Iterator

from handlers.reply import Button, Reply, button, in_rows
from handlers.views.look import look, quoted
from handlers.wording import say
from models.desk.counted.counting import ALL, LISTED
from models.desk.views import Behind, FiguresShown, SinceFrozen, Stuck
from models.figures import tables
from models.figures.as_json import SHOWN
from models.figures.budget_words import budget_words
from models.figures.figures import UNKNOWN_PROVINCE, Numbers, RoundFigures, province_of, town_of
from models.figures.snapshots import Change
from models.language import moments
from models.language.money import money_words
from models.language.wording import words
from models.language.working_days import BRUSSELS
from models.records.counted.figure_queries import Counted

BUDGETS = "budgets_cents"  # in the content of a snapshot: whole cents by number
_IN_WORDS = {
    "totals": "total",
    "municipalities": "municipality",
    "centrumsteden_selected": "centrumstad",
    BUDGETS: "budget",
}
_KNOWN = {*SHOWN, *_IN_WORDS, "begun"}
MOST_CHANGES = 30  # lines; the report by mail has them all


@look.register
def figures_shown(view: FiguresShown, language: str) -> Reply:
    """The figures in words, and a button to the list behind each."""
    found = view.found
    at = moments.moment_and_place_words(found.at, found.call.zone, language)
    lines = [
        say("figures.head", language, call=found.call.title.in_language(language)),
        say("figures.at", language, at=at),
    ]
    for one in found.rounds:
        lines += ["", *_round(one, language)]
    if view.round_id is None and len(found.rounds) > 1:
        lines += ["", f"<b>{_total(language)}</b>", _counts(found.totals, language)]
        lines.append(say("figures.municipalities", language, count=found.municipalities))
    budgets = budget_words(found, language)
    lines += ["", quoted(budgets)] if budgets is not None else []
    numbers = found.totals if view.round_id is None else found.rounds[0].numbers
    return Reply("\n".join(lines), (*in_rows(_lists(view, numbers, language), 2), *_onward(view, language)))


def _round(one: RoundFigures, language: str) -> Iterator[str]:
    last_day = moments.day_words(one.round.last_day, language)
    yield say("figures.round", language, round=one.round.id, last_day=last_day)
    if not one.begun:
        yield say("figures.nothing", language)
        return
    yield _counts(one.numbers, language)
    yield say("figures.begun", language, count=one.begun)
    if one.numbers.centrumsteden_selected:
        yield say("figures.centrumsteden", language, count=one.numbers.centrumsteden_selected)
    for province, numbers in one.by_province.items():
        named = {"province": _in_full(province, language), "count": numbers.submitted, "selected": numbers.selected}
        yield f"• {say('figures.province', language, **named)}"


def _counts(numbers: Numbers, language: str) -> str:
    """Return every figure that is not nothing, and always how many were submitted."""
    named = [(name, getattr(numbers, name)) for name in LISTED]
    return " · ".join(f"{_column(name, language)} {count}" for name, count in named if count or name == LISTED[0])


def _lists(view: FiguresShown, numbers: Numbers, language: str) -> list[Button]:
    round_id = view.round_id or ALL
    return [
        button(f"{_column(name, language).capitalize()}: {getattr(numbers, name)}", "cl", round_id, place, 0)
        for place, name in enumerate(LISTED)
        if getattr(numbers, name)
    ]


def _onward(view: FiguresShown, language: str) -> Iterator[tuple[Button, ...]]:
    others = [one for one in view.rounds if one != view.round_id]
    rounds = [button(say("button.figures_round", language, round=one), "cr", one) for one in others]
    if view.round_id is not None:
        rounds.append(button(say("button.figures_all", language), "cr", ALL))
    yield from in_rows(rounds, 3)
    if view.round_id is not None:
        yield (button(say("button.figures_stuck", language), "cs", view.round_id),)
    if view.may_freeze:
        yield (button(say("button.figures_mail", language), "cm"),)
        freeze = button(say("button.figures_freeze", language), "cf")
        yield freeze, button(say("button.figures_compare", language), "cc", 0)


@look.register
def behind(view: Behind, language: str) -> Reply:
    """A page of the applications behind a figure, each one tap away."""
    figure = _column(view.figure, language)
    if view.round_id == ALL:
        lead = say("figures.behind_all", language, figure=figure, count=view.count)
    else:
        lead = say("figures.behind", language, figure=figure, round=view.round_id, count=view.count)
    pages = say("list.page", language, page=view.page + 1, pages=view.pages) if view.pages > 1 else ""
    lines = [f"{lead}{pages}"]
    if view.province is not None:
        lines.append(say("figures.only", language, province=view.province))
    lines += [_member(one, language) for one in view.rows]
    rows = [
        button(f"{one.number.rpartition('-')[2]} {_town(one, language)}", "dc", one.application_id) for one in view.rows
    ]
    return Reply("\n".join(lines), (*in_rows(rows, 2), *_turning(view, language), (_back(view.round_id, language),)))


def _member(one: Counted, language: str) -> str:
    stage = words().say(f"stage.{one.stage}", language)
    day = moments.day_words(one.sent_at.astimezone(BRUSSELS).date(), language)
    return " · ".join(quoted(part) for part in (one.number, _town(one, language), stage, day))


def _label(one: Counted, language: str) -> str:
    return f"{one.number.rpartition('-')[2]} {_town(one, language)}"


def _turning(view: Behind, language: str) -> Iterator[tuple[Button, ...]]:
    place, row = LISTED.index(view.figure), []
    if view.page > 0:
        row.append(button(say("button.page_before", language), "cl", view.round_id, place, view.page - 1))
    if view.page + 1 < view.pages:
        row.append(button(say("button.page_after", language), "cl", view.round_id, place, view.page + 1))
    if row:
        yield tuple(row)


@look.register
def stuck(view: Stuck, language: str) -> Reply:
    """At which item drafts stand."""
    rows = tables.stuck(view.call, view.places, language).rows
    lines = [
        say("figures.stuck", language, round=view.round_id),
        *(f"{quoted(str(item))}: {count}" for item, count in rows),
    ]
    if not rows:
        lines.append(say("figures.nobody_stuck", language))
    return Reply("\n".join(lines), ((_back(view.round_id, language),),))


@look.register
def since_frozen(view: SinceFrozen, language: str) -> Reply:
    """What is different now from a snapshot, number by number."""
    chosen = view.chosen
    taken = moments.moment_words(chosen.taken_at, view.call.zone, language)
    lines = [say("figures.since", language, number=chosen.snapshot_id, taken=taken, checksum=chosen.checksum[:16])]
    if not chosen.is_intact:
        lines.append(say("figures.not_intact", language))
    lines += [_changed(one, language) for one in view.changes[:MOST_CHANGES]]
    if not view.changes:
        lines.append(say("figures.same", language))
    if len(view.changes) > MOST_CHANGES:
        lines.append(say("figures.more", language, count=len(view.changes) - MOST_CHANGES))
    others = [
        button(say("button.figures_snapshot", language, number=one.snapshot_id), "cc", one.snapshot_id)
        for one in view.kept
        if one.snapshot_id != chosen.snapshot_id
    ]
    return Reply("\n".join(lines), (*in_rows(others, 3), (_back(ALL, language),)))


def _changed(one: Change, language: str) -> str:
    """Return a number that differs, with where it stands."""
    before, after = (amount_words(one, number, language) for number in (one.before, one.after))
    return f"{quoted(place_words(one.place, language))}: {before} → {after}"


def amount_words(one: Change, number: int, language: str) -> str:
    """Return a number of a snapshot; a budget as money."""
    return money_words(number, language) if one.place.startswith(f"{BUDGETS} / ") else str(number)


def place_words(place: str, language: str) -> str:
    """Return where a number of a snapshot stands, in words: "2021-1 · Limburg · geselecteerd"."""
    parts = [part for part in place.split(" / ") if part != "by_province"]
    return " · ".join(_column(_IN_WORDS.get(part, part), language) if part in _KNOWN else part for part in parts)


def _back(round_id: str, language: str) -> Button:
    return button(say("button.figures_back", language), "cr", round_id)


def _town(one: Counted, language: str) -> str:
    town = town_of(one.nis_code)
    return town.name if town is not None else _name(province_of(one.nis_code), language)


def _column(name: str, language: str) -> str:
    return words().say(f"report.column.{name}", language)


def _total(language: str) -> str:
    return _column("total", language).capitalize()


def _in_full(province: str, language: str) -> str:
    """Return a province where nothing beside it says that it is one."""
    return _column("unknown_province", language) if province == UNKNOWN_PROVINCE else province


def _name(province: str, language: str) -> str:
    return _column("unknown", language) if province == UNKNOWN_PROVINCE else province
