"""The showcase: a municipality lets its story be read, takes it back, and everybody finds the stories of others.

Source: ARCHITECTURE.md, Rules: Vitrine.
"""

from collections.abc import Mapping

from sqlmodel import Session

from models.calls.call import Call
from models.calls.stages import Stage
from models.records.applications import case_queries, deadline_queries
from models.records.applications.case import Case
from models.records.guidance import showcase_queries
from models.records.people import consent_queries, participant_queries
from models.turns import history, opening
from models.turns.after import showcase_story
from models.turns.after.evaluation_views import Showcase, ShowcaseAsked, ShowcasePage
from models.turns.items import overview
from models.turns.outcome import Note, Noted, Outcome, only
from models.turns.turn import Turn

PAGE = 8  # entries; each is a button


def ask(session: Session, turn: Turn, case: Case) -> Outcome:
    """Ask whether the story may be read by others, showing exactly what they would read; without a story nothing."""
    page = _page(session, case)
    if not page.story:
        return overview.status(session, turn)
    return Outcome(view=ShowcaseAsked(page=page))


def share(session: Session, turn: Turn, application_id: int, wanted: int) -> Outcome:
    """Let the story be read by others (1), not (0), or show what they would read (2)."""
    case = opening.own_case(session, turn, application_id)
    if case.stage is not Stage.EVALUATED:
        return only(Noted.NOT_THERE)
    is_shared = showcase_queries.one(session, application_id) is not None
    if wanted == 2 and not is_shared:
        asked = ask(session, turn, case)
        return asked if isinstance(asked.view, ShowcaseAsked) else asked.noting(Note(Noted.NO_STORY))
    if wanted == 1:
        return _share(session, turn, case, is_shared=is_shared)
    if is_shared:
        showcase_queries.take_back(session, application_id, turn.at)
        consent_queries.withdraw(session, consent_queries.SHOWCASE, application_id, turn.at)
        history.record(session, turn, case, "unshared")
    return overview.status(session, turn).noting(Note(Noted.UNSHARED if is_shared else Noted.NOT_SHARED))


def _share(session: Session, turn: Turn, case: Case, *, is_shared: bool) -> Outcome:
    page = _page(session, case)
    if not page.story:
        return overview.status(session, turn)
    if not is_shared:
        tags = " ".join(f"{item}={option}" for item, option in page.tags)
        showcase_queries.share(session, case.application_id, f" {tags} ", turn.person_id, turn.at)
        consent_queries.give(
            session,
            turn.person_id,
            consent_queries.SHOWCASE,
            language=turn.speaker.language,
            channel=turn.channel,
            now=turn.at,
            application_id=case.application_id,
        )
        history.record(session, turn, case, "shared")
    return Outcome(view=page, notes=(Note(Noted.SHARED),))


def front(session: Session, turn: Turn) -> Outcome:
    """Return the newest stories, and by what they can be chosen."""
    return listed(session, turn, 0, 0, 0)


def listed(session: Session, turn: Turn, item_place: int, option_place: int, offset: int) -> Outcome:
    """Return the stories of an option, by the place of its item and its own from 1; 0 is all of them."""
    call = deadline_queries.newest_call(session, turn.call.name)
    tag = _tag(call, item_place, option_place)
    if tag is None:
        return only(Noted.NOT_THERE)
    found = showcase_queries.listed(session, (tag,) if tag else (), offset, PAGE + 1)
    view = Showcase(
        call=call,
        place=(item_place, option_place),
        offset=offset,
        entries=found[:PAGE],
        has_more=len(found) > PAGE,
        tags=showcase_queries.tags(session),
    )
    return Outcome(view=view)


def show(session: Session, turn: Turn, application_id: int) -> Outcome:  # noqa: ARG001 - everybody may read it
    """Return a story; one that is not shared reads as one that is not there."""
    page = story_of(session, application_id)
    return Outcome(view=page) if page is not None else only(Noted.NOT_THERE)


def story_of(session: Session, application_id: int) -> ShowcasePage | None:
    """Return what everybody may read of an application; None when it is not shared, or its words were erased."""
    if showcase_queries.one(session, application_id) is None:
        return None
    page = _page(session, case_queries.load(session, application_id))
    return page if page.story else None


def stories(session: Session, call: Call, chosen: Mapping[str, str], offset: int) -> tuple[list[ShowcasePage], bool]:
    """Return a page of stories, and whether there are more.

    `chosen` names an option for an item: all of them have to hold, and what is no option is let be.
    """
    options = {(item.key, option.key) for item in call.checklist.shown for option in item.options}
    tags = [f"{item}={option}" for item, option in chosen.items() if (item, option) in options]
    found = showcase_queries.listed(session, tags, offset, PAGE + 1)
    pages = [story_of(session, one.application_id) for one in found[:PAGE]]
    return [page for page in pages if page is not None], len(found) > PAGE


def _page(session: Session, case: Case) -> ShowcasePage:
    call = deadline_queries.newest_call(session, case.call.name)
    names = [name for _, name, _, _ in participant_queries.people(session, case.application_id) if name]
    named = showcase_story.people_in(call, case.answers)
    from models.records.guidance import course_queries  # few come as far as the guidance

    course = course_queries.load(session, case.application_id)
    experts = [one.name for one in course.experts]
    return ShowcasePage(
        call=call,
        case=case,
        story=showcase_story.story(call, case.answers, [*names, *named, *experts]),
        tags=showcase_story.tags(call, case.answers),
        last_day=course.last_day,
    )


def _tag(call: Call, item_place: int, option_place: int) -> str | None:
    """Return the tag that a button names, "" for all; None when it is not there."""
    if item_place == 0:
        return ""
    items = call.checklist.shown
    if item_place > len(items) or not 1 <= option_place <= len(items[item_place - 1].options):
        return None
    item = items[item_place - 1]
    return f"{item.key}={item.options[option_place - 1].key}"
