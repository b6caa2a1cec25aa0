"""The question that is asked, and what is said about an answer."""

from handlers.reply import Button, Reply, Rows, button, in_rows
from handlers.views.look import look, quoted
from handlers.views.planning import weekday_buttons
from handlers.wording import say
from models.answers import checklist, kinds
from models.answers.answer import Answer
from models.calls.call import Item, Kind
from models.coach import clarity
from models.language import moments
from models.places.municipality_match import Candidate, How
from models.records.applications.case import Case, Kept
from models.turns.views import Candidates, Question, Unclear, Unplaced

BAR = 10  # blocks


def bar(done: int, total: int) -> str:
    """Return ten blocks, as many dark as the share that is done."""
    dark = BAR if done >= total else BAR * done // max(total, 1)
    return "▓" * dark + "░" * (BAR - dark)


@look.register
def question(view: Question, language: str) -> Reply:
    """The item that is asked now, with the progress above it."""
    case, item = view.case, view.item
    kept = case.kept.get(item.key)
    lines = [_progress(case, language), _title(item, case, language)]
    lines.append(say("question.why", language, why=item.why.in_language(language)))
    if kept is None or kept.answer.value is None:
        lines.append(say("question.example", language, example=item.example.in_language(language)))
    if view.asked_again is not None:
        lines.insert(1, asked_again(view.asked_again, language))
    if view.by:
        lines.append(say("question.by", language, who=view.by))
    lines += _standing(case, item, kept.answer if kept else None, language)
    typed = view.typed or ("rewrite" if _would_be_replaced(item, kept) else "")
    if typed:
        lines.append(say(f"question.{typed}", language))
    if view.files:
        lines.append(say("question.files", language, files=", ".join(file.name for file in view.files)))
    for other in view.others:
        who = other.by or say("question.other_earlier", language)
        when = moments.day_words(other.at.astimezone(case.call.zone).date(), language)
        lines.append(say("question.other", language, who=who, when=when, said=" ".join(other.said.split())[:300]))
    if view.asks_meeting:
        lines += ["", say("plan.ask_day_here", language)]
    return Reply("\n".join(lines), _question_buttons(view, language))


def asked_again(words: str, language: str) -> str:
    """Return that the agency asks an item again, in the officer's words when there are."""
    return say("asked.again_because", language, words=words) if words else say("asked.again", language)


def _progress(case: Case, language: str) -> str:
    at = checklist.progress(case.checklist, case.answers, case.skipped)
    blocks = bar(at.done, at.total)
    if at.minutes_left == 0:
        return say("progress.ready", language, bar=blocks, done=at.done, total=at.total)
    return say("progress.line", language, bar=blocks, done=at.done, total=at.total, count=at.minutes_left)


def _title(item: Item, case: Case, language: str) -> str:
    title = f"<b>{item.number}. {quoted(item.title.in_language(language))}</b>"
    if not checklist.required(item, case.answers):
        title = f"{title} {say('question.optional', language)}"
    return title


def _would_be_replaced(item: Item, kept: Kept | None) -> bool:
    """Return whether a long text stands there that what is typed takes the place of: people mean to add, too."""
    return item.kind is Kind.LONG_TEXT and kept is not None and not kept.answer.stale and bool(kept.answer.said)


def _standing(case: Case, item: Item, answer: Answer | None, language: str) -> list[str]:
    """Return what stands there now, and how to answer this kind of item."""
    lines = []
    is_nothing_yet = item.kind is Kind.MUNICIPALITY and case.municipality is None  # what was looked up and rejected
    if answer is not None and not is_nothing_yet and (answer.stale or item.kind not in {Kind.FILE, Kind.SEVERAL}):
        shown = shown_answer(case, item, answer, language)
        lines.append(say("question.stale" if answer.stale else "question.now", language, answer=shown))
        lines += _what_is_wrong(case, item, answer, language)
    if item.kind in {Kind.SEVERAL, Kind.CHOICE, Kind.FILE}:
        lines.append(say(f"question.{item.kind}", language))
    return lines


def _what_is_wrong(case: Case, item: Item, answer: Answer, language: str) -> list[str]:
    """Return why an answer that can be read is not clear, without what the coach says of it.

    A municipality that waits to be confirmed is asked about by itself.
    """
    problem = checklist.problem_of(item, case.answers)
    if problem is None or answer.value is None or answer.stale or item.kind is Kind.MUNICIPALITY:
        return []
    return [_problem(problem, case, item, answer, language)]


def _problem(problem: str, case: Case, item: Item, answer: Answer, language: str) -> str:
    other = case.checklist.by_key.get(item.other_than)
    return kinds.problem_words(problem, item, language, said=answer.said, other=other)


def shown_answer(case: Case, item: Item, answer: Answer, language: str) -> str:
    """Return an answer for people, plain and on one line."""
    if item.kind is Kind.MUNICIPALITY:
        return case.municipality.name if case.municipality else answer.said
    if answer.value is None or item.kind is Kind.FILE:
        return " ".join(answer.said.split())[:300]
    return " ".join(kinds.shown(item, answer.value, language).split())[:1000]


def _question_buttons(view: Question, language: str) -> Rows:
    case, item = view.case, view.item
    application = case.application_id
    kept = case.kept.get(item.key)
    rows: list[tuple[Button, ...]] = list(_options(case, item, language))
    rows += weekday_buttons(application, language) if view.asks_meeting else ()
    if kept is not None and kept.answer.stale:
        rows.append((button(say("button.still_right", language), "ok", application, item.number),))
    if view.typed == "add":
        rows.append((button(say("button.rewrite", language), "rw", application, item.number),))
    rows += [(button(say("button.put_back", language), "put", application, o.earlier_id),) for o in view.others[:1]]
    for file in view.files:
        rows.append(
            (
                button(say("button.download", language, name=file.name), "file", file.attachment_id),
                button(say("button.remove", language), "rmf", file.attachment_id),
            )
        )
    return (*rows, *_ways(case, item, language))


def _options(case: Case, item: Item, language: str) -> Rows:
    application = case.application_id
    if item.kind is Kind.YES_NO:
        yes = button(say("button.yes", language), "opt", application, item.number, 0)
        return ((yes, button(say("button.no", language), "opt", application, item.number, 1)),)
    kept = case.kept.get(item.key)
    chosen = kept.answer.value if kept else None
    ticked = chosen if isinstance(chosen, list) else [chosen]
    options = []
    for position, option in enumerate(item.options):
        is_ticked = option.key in ticked
        label = f"{'✓ ' if is_ticked else ''}{option.words.in_language(language)}"
        if item.kind is Kind.SEVERAL:  # the button says what it makes true, so that a double press is harmless
            options.append(button(label, "tick", application, item.number, position, int(not is_ticked)))
        else:
            options.append(button(label, "opt", application, item.number, position))
    rows = in_rows(options, 2)
    if item.kind is Kind.SEVERAL and isinstance(chosen, list) and chosen:
        rows = (*rows, (button(say("button.done", language), "done", application, item.number),))
    return rows


def _ways(case: Case, item: Item, language: str) -> Rows:
    """Return the buttons under every question: back, past it, later, help."""
    application = case.application_id
    first = checklist.item_before(case.checklist, case.answers, item.key) is None
    row = [] if first else [button(say("button.back", language), "back", application, item.number)]
    kept = case.kept.get(item.key)
    if kept is not None and kept.answer.value is not None:
        row.append(button(say("button.next", language), "next", application, item.number))
    elif item.kind is not Kind.MUNICIPALITY:
        row.append(button(say("button.skip", language), "skip", application, item.number))
    later = button(say("button.later", language), "later", application)
    stuck = button(say("button.stuck", language), "faqs", item.number)
    return ((*row, later), (stuck,))


@look.register
def unclear(view: Unclear, language: str) -> Reply:
    """The answer was kept, but something is missing in it; one sentence says what."""
    case, item, answer = view.case, view.item, view.answer
    application = case.application_id
    rows: Rows = (
        (
            button(say("button.add", language), "go", application, item.number),
            button(say("button.leave", language), "next", application, item.number),
        ),
    )
    if view.verdict is not None:
        advice = clarity.advice(view.verdict, language)
        lines = [say("unclear.lead", language, advice=advice)]
        hint = clarity.hint(view.verdict, language) if item.clarity else item.example.in_language(language)
        lines += [say("unclear.example", language, example=hint)] if hint else []
        return Reply("\n".join(lines), rows)
    problem = _problem(answer.problem or "empty", case, item, answer, language)
    kept = say("unclear.unread", language, problem=problem)
    if answer.value is not None:
        kept = say("unclear.lead", language, advice=problem)
    lines = [kept, "", _progress(case, language)]
    lines.append(_title(item, case, language))
    lines.append(say("question.example", language, example=item.example.in_language(language)))
    return Reply(
        "\n".join(lines),
        (*_options(case, item, language), *_ways(case, item, language)),
    )


@look.register
def candidates(view: Candidates, language: str) -> Reply:
    """The municipalities that can be meant."""
    application = view.case.application_id
    found = view.candidates
    if not found:
        item = next(one for one in view.case.call.checklist.items if one.kind is Kind.MUNICIPALITY)
        return Reply(say("municipality.none", language, said=view.said[:80]), _ways(view.case, item, language))
    if len(found) == 1:
        nis_code = found[0].municipality.nis_code
        yes = button(say("button.yes", language), "mun", application, nis_code)
        return Reply(_meant(found[0], language), ((yes, button(say("button.no", language), "nomun", application)),))
    choices = [button(_name_of(one), "mun", application, one.municipality.nis_code) for one in found]
    none = button(say("button.no", language), "nomun", application)
    return Reply(say("municipality.several", language, said=view.said[:80]), (*in_rows(choices, 1), (none,)))


def _name_of(one: Candidate) -> str:
    name = f"{one.municipality.name} ({one.municipality.province})"
    return name if one.how in {How.NAME, How.POSTAL_CODE, How.TYPO} else f"{one.via} → {name}"


def _meant(one: Candidate, language: str) -> str:
    key = {How.PART: "one_part", How.TYPO: "one_typo", How.FORMER: "one_former"}.get(one.how, "one")
    town = one.municipality
    return (
        say(f"municipality.{key}", language, name=town.name, province=town.province, via=one.via)
        if key in {"one_part", "one_former"}
        else say(f"municipality.{key}", language, name=town.name, province=town.province)
    )


@look.register
def unplaced(view: Unplaced, language: str) -> Reply:
    """To which item does a file belong?"""
    rows = tuple(
        (button(f"{item.number}. {item.short.in_language(language)}", "plf", view.attachment_id, item.number),)
        for item in view.items
    )
    return Reply(say("unplaced.ask", language), rows)
