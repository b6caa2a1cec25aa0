"""A municipality at the desk of its province: where it stands, what happened, whom to reach, what can be done."""

from handlers.reply import Reply, Rows, button, in_rows
from handlers.views.desk_forms import more_time
from handlers.views.look import look, quoted
from handlers.views.overview import answer_lines
from handlers.views.province_board import followed_parts, stage_words, where_in_full
from handlers.wording import say
from models.desk.province.claiming import RESTS
from models.desk.province.reaching import Contact
from models.desk.province.views import Asked, DeclineAsked, DraftFile, TownFile
from models.language import moments
from models.language.wording import words
from models.records.desk.follow_up import OUTCOMES

MOST_STEPS = 12  # of the newest
MOST_NOTE = 600  # characters that are shown


@look.register
def town_file(view: TownFile, language: str) -> Reply:
    """A municipality with its history by round, its contacts and what can be done."""
    matter = view.matter
    lines = [f"<b>{quoted(matter.spot.town.name)}</b>", where_in_full(matter.spot, view.progress, language)]
    lines += [more_time(one, language) for one in view.more_time]
    lines += [_fell(view, language)] if matter.fallen is not None else []
    lines += [" · ".join(parts)] if (parts := followed_parts(matter, language)) else []
    lines += [_resting(view, language)] if _is_resting(view) else []
    lines += ["", say("town.rounds", language), *_rounds(view, language)]
    lines += ["", say("town.contacts", language), *_contacts(view, language)]
    lines += _questions(view, language)
    lines += _history(view, language)
    goes_on = view.is_yours and matter.kind and matter.group != "done"
    lines += ["", say("town.ending", language)] if goes_on else []
    return Reply("\n".join(lines), _onward(view, language))


def _fell(view: TownFile, language: str) -> str:
    fallen = view.matter.fallen
    if fallen is None:
        return ""
    stage, items = (
        stage_words(fallen.stage, language),
        ", ".join(f"{item.number}. {item.short.in_language(language)}" for item in view.lacking),
    )
    if not items:
        return say("pursuits.fell", language, stage=stage, round=fallen.round_id)
    return say("town.fell", language, stage=stage, round=fallen.round_id, items=items)


def _is_resting(view: TownFile) -> bool:
    followed = view.matter.followed
    return followed is not None and followed.snoozed_until_at is not None and followed.snoozed_until_at > view.now


def _resting(view: TownFile, language: str) -> str:
    until = view.matter.followed.snoozed_until_at if view.matter.followed is not None else None
    day = moments.day_words(until.astimezone(view.zone), language) if until is not None else ""
    return say("pursuits.until", language, day=day)


def _rounds(view: TownFile, language: str) -> list[str]:
    if not view.rounds:
        return [say("town.no_rounds", language)]
    return [
        say("town.round", language, round=round_id, stage=stage_words(stage, language))
        + (f" ({quoted(number)})" if number else "")
        for round_id, stage, number, _ in view.rounds
    ]


def _contacts(view: TownFile, language: str) -> list[str]:
    if not view.contacts:
        return [say("town.no_contacts", language)]
    return [f"• {contact_line(one, language)}" for one in view.contacts]


def contact_line(one: Contact, language: str) -> str:
    """Return "An Peeters · an@boom.be · 015 25 00 00"."""
    parts = [part for part in dict.fromkeys((one.name, one.email, one.phone)) if part]
    marks = [] if parts else [say("contact.unproven", language)]
    if one.interest_id is not None:
        marks.append(say("contact.on_list", language))
    if one.has_stopped:
        marks.append(say("contact.stopped", language))
    if one.person_id is not None and not one.arrives:
        marks.append(say("contact.unreachable", language))
    return " · ".join([*(quoted(part) for part in parts), *marks])


def _questions(view: TownFile, language: str) -> list[str]:
    if not view.questions:
        return []
    lines = ["", say("town.questions", language), *(f"• {question_line(one, language)}" for one in view.questions)]
    return [*lines, say("town.older", language, count=view.more_questions)] if view.more_questions else lines


def question_line(one: Asked, language: str) -> str:
    """Return a question with its answer, or that it waits for one."""
    answer = quoted(one.answer, MOST_NOTE) if one.answer is not None else say("town.waits", language)
    return f"{quoted(one.text, MOST_NOTE)} → {answer}"


def _history(view: TownFile, language: str) -> list[str]:
    told = [
        (
            step.at,
            say(
                "town.step",
                language,
                when=moments.moment_words(step.at, view.zone, language),
                what=_did(step.what, language),
                by=by,
            ),
        )
        for step in view.steps
        for by in [step.by or say("status.nobody", language)]
    ]
    older = len(told) - MOST_STEPS
    told = told[-MOST_STEPS:]
    told += [
        (note.at, say("town.note", language, by=note.by or say("status.nobody", language), text=note.text[:MOST_NOTE]))
        for note in view.notes
    ]
    if not told:
        return []
    lines = [say("town.older", language, count=older)] if older > 0 else []
    return ["", say("town.history", language), *lines, *(line for _, line in sorted(told, key=lambda one: one[0]))]


def _did(what: str, language: str) -> str:
    return words().say(f"did.{what}", language)


def _onward(view: TownFile, language: str) -> Rows:
    code = view.matter.spot.town.nis_code
    sent = [button(number, "dc", application) for _, _, number, application in view.rounds if number]
    asked = [
        button(say("button.reply_to", language, asker=one.asker), "qa", one.question_id)
        for one in view.questions
        if one.answer is None
    ]
    draft = [button(say("button.read_draft", language), "pv", code)] if view.is_shown else []
    back = button(say("button.to_nudge", language), "pl", 0, 0)
    board = button(say("button.all_towns", language), "dall")
    return (*_doing(view, code, language), *in_rows(asked, 2), *in_rows([*draft, *sent], 2), (back, board))


def _doing(view: TownFile, code: str, language: str) -> Rows:
    """Return what can be done about a municipality: nothing but taking it over while a colleague follows it."""
    if view.matter.group == "done":
        return ((button(say("button.reopen", language), "po", code),),)
    if not view.matter.kind:
        return ()
    if view.matter.by is not None and not view.is_yours:
        return ((button(say("button.take_over", language), "pc", code),),)
    claim = button(say("button.claim", language), "pc", code)
    if view.is_yours:
        claim = button(say("button.release", language), "pr", code)
    first = (button(say("button.nudge", language), "pw", code), button(say("button.note", language), "pn", code), claim)
    rests = [button(say("button.rest", language, count=days), "pz", code, days) for days in RESTS]
    if _is_resting(view):
        rests = [button(say("button.wake", language), "pz", code, 0)]
    ends = [button(say(f"outcome.{one}", language), "pe", code, place) for place, one in enumerate(OUTCOMES)]
    notes = [button(say("button.erase_note", language), "px", note.id) for note in view.notes[-1:] if note.is_yours]
    return (first, tuple(rests), tuple(ends), *in_rows(notes, 1))


@look.register
def draft_file(view: DraftFile, language: str) -> Reply:
    """A draft that the municipality shows, as it is now."""
    town = view.case.municipality
    lines = [say("town.draft", language, town=town.name if town else ""), *answer_lines(view.case, language)]
    return Reply("\n".join(lines), ((button(say("button.back_to_town", language), "pt", view.case.nis_code or ""),),))


@look.register
def decline_asked(view: DeclineAsked, language: str) -> Reply:
    """Is it sure that the municipality does not take part?"""
    key = "town.decline_draft" if view.has_draft else "town.decline"
    yes = button(say("button.decline_town", language), "pd", view.town.nis_code)
    back = button(say("button.back_to_town", language), "pt", view.town.nis_code)
    return Reply(say(key, language, town=view.town.name), ((yes, back),))
