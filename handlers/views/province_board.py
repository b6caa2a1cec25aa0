"""The lists of a province officer: where each municipality stands, and which ones ask to be followed."""

from handlers.reply import Button, Reply, Rows, button, in_rows
from handlers.views.desk_lists import what_waits
from handlers.views.look import look, quoted
from handlers.wording import say
from models.desk.province.board import WHERE, Progress, Spot
from models.desk.province.following import GROUPS, Matter
from models.desk.province.views import Board, Pursuits
from models.language import moments
from models.language.nudge_words import nudge_words
from models.language.wording import words
from models.records.desk.follow_up import DECLINES


@look.register
def board(view: Board, language: str) -> Reply:
    """The municipalities of a province, each one tap away, with how many stand where."""
    total = sum(view.counts.values())
    which = where_words(WHERE[view.where - 1], language) if view.where else say("board.all", language)
    lines = [
        say("board.lead", language, province=view.province, round=view.round_id, count=total),
        ", ".join(f"{quoted(where_words(one, language))}: {view.counts[one]}" for one in WHERE if view.counts.get(one)),
        "",
        say("board.shown", language, which=which, page=view.page + 1, pages=view.pages),
        *(f"• {spot_line(spot, progress, language)}" for spot, progress in view.rows),
    ]
    rows = [button(spot.town.name, "pt", spot.town.nis_code) for spot, _ in view.rows]
    return Reply(
        "\n".join(lines),
        (*in_rows(rows, 2), *_turning(view, language), *_filters(view, language), *what_waits(view.waiting, language)),
    )


def where_words(where: str, language: str) -> str:
    """Return what it is called where a municipality stands."""
    return words().say(f"where.{where}", language) if words().has(f"where.{where}") else stage_words(where, language)


def stage_words(stage: str, language: str) -> str:
    """Return what a stage is called."""
    return words().say(f"stage.{stage}", language)


def spot_line(spot: Spot, progress: Progress | None, language: str) -> str:
    """Return "<b>Boom</b>: ontwerp, vraag 7 (Uitdaging) van 24, 12 ontbreken"."""
    return f"<b>{quoted(spot.town.name)}</b>: {where_in_full(spot, progress, language)}"


def where_in_full(spot: Spot, progress: Progress | None, language: str) -> str:
    """Return where a municipality stands and how far it is, never what was written."""
    if progress is not None:
        return _draft(spot, progress, language)
    if spot.where == "interest":
        return words().say("list.interest", language, count=spot.interested)
    if spot.where == "earlier":
        newest = next(one for one in spot.past if one.number is not None)
        stage = stage_words(newest.stage, language)
        return words().say("list.earlier", language, round=newest.round_id, stage=stage)
    return quoted(where_words(spot.where, language))


def _draft(spot: Spot, progress: Progress, language: str) -> str:
    if progress.item is None:
        return say("board.ready", language)
    short = progress.item.short.in_language(language)
    values = {"number": progress.item.number, "short": short, "asked": progress.asked}
    said = say("board.draft", language, missing=progress.missing, **values)
    if not progress.missing:
        said = say("board.draft_again", language, **values)
    if spot.standing is None or spot.standing.is_owned:
        return said
    if not spot.standing.has_mailbox:
        return f"{said}, {words().say('list.unproven', language)}"
    return f"{said}, {words().say('list.foreign', language)}" if spot.standing.is_foreign else said


def _turning(view: Board, language: str) -> Rows:
    row: list[Button] = []
    if view.page:
        row.append(button(say("button.page_before", language), "pb", view.round_id, view.where, view.page - 1))
    if view.page + 1 < view.pages:
        row.append(button(say("button.page_after", language), "pb", view.round_id, view.where, view.page + 1))
    return (tuple(row),) if row else ()


def _filters(view: Board, language: str) -> Rows:
    """Return the other places where municipalities stand, and the other rounds."""
    shown = [
        button(f"{where_words(one, language)} ({view.counts[one]})", "pb", view.round_id, place, 0)
        for place, one in enumerate(WHERE, start=1)
        if view.counts.get(one) and place != view.where
    ]
    if view.where:
        shown.append(button(say("button.all_towns", language), "pb", view.round_id, 0, 0))
    rounds = [
        button(say("button.round", language, round=one), "pb", one, 0, 0) for one in view.rounds if one != view.round_id
    ]
    return (*in_rows(shown, 2), *in_rows(rounds, 3))


@look.register
def pursuits(view: Pursuits, language: str) -> Reply:
    """The municipalities that ask to be followed, by group."""
    group = GROUPS[view.group]
    lines = [say("pursuits.lead", language, province=view.province)]
    if view.days is not None:
        lines.append(say("pursuits.days", language, count=view.days))
    if view.nudged:
        lines.append(nudged_words(view, language))
    pages = say("list.page", language, page=view.page + 1, pages=view.pages) if view.pages > 1 else ""
    lines += ["", f"<b>{group_words(group, language)}</b> ({view.counts.get(group, 0)}){pages}"]
    lines += [f"• {_matter(one, view, language)}" for one in view.rows]
    if not view.rows:
        lines.append(say("pursuits.none", language))
    rows = [button(one.spot.town.name, "pt", one.spot.town.nis_code) for one in view.rows]
    others = [
        button(f"{group_words(one, language)} ({view.counts[one]})", "pl", place, 0)
        for place, one in enumerate(GROUPS)
        if view.counts.get(one) and place != view.group
    ]
    return Reply(
        "\n".join(lines),
        (
            *in_rows(rows, 2),
            *_turning_pursuits(view, language),
            *in_rows(others, 2),
            *what_waits(view.waiting, language),
        ),
    )


def group_words(group: str, language: str) -> str:
    """Return what a group of the list is called."""
    return say(f"group.{group}", language)


def nudged_words(view: Pursuits, language: str) -> str:
    """Return how many nudges were sent, and how many of them were followed by an answer."""
    key = "followed_none" if not view.answered else "followed_only" if view.nudged == 1 else "followed"
    followed = say(f"pursuits.{key}", language, count=view.answered)
    return say("pursuits.nudged", language, count=view.nudged, answered=followed)


def _matter(one: Matter, view: Pursuits, language: str) -> str:
    return " · ".join([f"<b>{quoted(one.spot.town.name)}</b>", *matter_parts(one, view, language)])


def matter_parts(one: Matter, view: Pursuits, language: str) -> list[str]:
    """Return why a municipality asks to be followed, and what was done about it so far."""
    parts = []
    if one.fallen is not None:
        stage = stage_words(one.fallen.stage, language)
        parts.append(say("pursuits.fell", language, stage=stage, round=one.fallen.round_id))
    parts += followed_parts(one, language)
    until = one.followed.snoozed_until_at if one.followed is not None else None
    if until is not None and until > view.now:
        parts.append(say("pursuits.until", language, day=moments.day_words(until.astimezone(view.zone), language)))
    return parts


def followed_parts(one: Matter, language: str) -> list[str]:
    """Return who follows a municipality, what was sent to it, and what came of it."""
    parts = [say("pursuits.by", language, by=one.by)] if one.by is not None else []
    if one.nudges:
        parts.append(nudge_words(len(one.nudges), one.answered, language))
    if one.is_declined:
        parts.append(say("outcome.declines", language))
    elif one.followed is not None and one.followed.outcome not in {None, DECLINES}:
        parts.append(say(f"outcome.{one.followed.outcome}", language))
    return parts


def _turning_pursuits(view: Pursuits, language: str) -> Rows:
    row: list[Button] = []
    if view.page:
        row.append(button(say("button.page_before", language), "pl", view.group, view.page - 1))
    if view.page + 1 < view.pages:
        row.append(button(say("button.page_after", language), "pl", view.group, view.page + 1))
    return (tuple(row),) if row else ()
