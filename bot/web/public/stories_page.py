"""/vitrine: the stories that municipalities share, by theme and by field of expertise."""

from urllib.parse import urlencode

from starlette.requests import Request
from starlette.responses import Response

from bot.web.pages import page
from bot.web.public.reading import language_for
from bot.web.site import site_of
from bot.web.wording import ASKED
from models.calls.call import Call
from models.language import moments
from models.records.applications import deadline_queries
from models.turns.after import showcase
from models.turns.after.evaluation_views import ShowcasePage

FROM = "vanaf"
FARTHEST = 100_000


async def show(request: Request) -> Response:
    """Show the newest stories, or those that bear what was chosen."""
    services, language = site_of(request).house.services, await language_for(request)
    call = await services.store.run(deadline_queries.newest_call, services.house.call.name)
    chosen = _chosen(request, call)
    offset = _offset(request)
    found, has_more = await services.store.run(showcase.stories, call, chosen, offset)
    return page(
        "public_stories",
        language,
        up="",
        keeps=chosen,
        items=call.checklist.shown,
        chosen=chosen,
        stories=[_shown(one, language) for one in found],
        onward=_address(chosen, language, offset + showcase.PAGE) if has_more else "",
        back=_address(chosen, language, max(0, offset - showcase.PAGE)) if offset else "",
    )


async def one(request: Request) -> Response:
    """Show one story; what is not shared and what is not there reads the same."""
    said, language = str(request.path_params["number"]), await language_for(request)
    known = int(said) if said.isascii() and said.isdecimal() and len(said) < 10 else 0
    story = await site_of(request).house.services.store.run(showcase.story_of, known)
    if story is None:
        return page("public_nothing", language, status=404)
    return page("public_story", language, story=_shown(story, language))


def _chosen(request: Request, call: Call) -> dict[str, str]:
    """Return the option that was chosen of each item; what is none of them is let be."""
    found = {item.key: request.query_params.get(item.key, "") for item in call.checklist.shown}
    return {
        item.key: found[item.key]
        for item in call.checklist.shown
        if found[item.key] in {option.key for option in item.options}
    }


def _offset(request: Request) -> int:
    said = request.query_params.get(FROM, "")
    return min(int(said), FARTHEST) if said.isascii() and said.isdecimal() and len(said) < 10 else 0


def _address(chosen: dict[str, str], language: str, offset: int) -> str:
    return "vitrine?" + urlencode({**chosen, FROM: offset, ASKED: language})


def _shown(story: ShowcasePage, language: str) -> dict[str, object]:
    town = story.case.municipality
    options = {
        (item.key, option.key): option.words.in_language(language)
        for item in story.call.checklist.shown
        for option in item.options
    }
    return {
        "number": story.case.application_id,
        "town": town.name if town is not None else "?",
        "province": town.province if town is not None else "?",
        "round": story.case.round.id,
        "tags": [options[tag] for tag in story.tags if tag in options],
        "ended": moments.day_words(story.last_day, language) if story.last_day is not None else "",
        "words": story.story.splitlines(),
    }
