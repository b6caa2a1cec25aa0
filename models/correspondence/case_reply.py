"""What a reply says is done in its case: answers, words of earlier mails, files, and the word that sends it."""

from models.calls.call import Checklist, Kind
from models.calls.stages import Stage
from models.correspondence import filling, loose
from models.correspondence.filling import Filling
from models.correspondence.taken import Incoming
from models.correspondence.who import Writer
from models.mail_reading import numbered, wishes
from models.mail_reading.passages import Written
from models.records.applications import case_queries
from models.records.people import person_queries
from models.records.people.reply_token import For, Reply
from models.turns import opening
from models.turns.outcome import Outcome
from models.turns.sent import submitting
from models.turns.views import Sent

A_WISH = 300  # letters of a first mail that only says that they want to apply; more says something about the case


def fill(filled: Filling, incoming: Incoming, written: Written, writer: Writer, asked: Checklist) -> None:
    """Do all that the reply says; `asked` is the checklist whose numbers it means."""
    lines = written.lines
    place = filled.turn.speaker.place
    found = numbered.assign(written, asked, filled.bare_answers(asked))
    _fill_answers(filled, found, asked)
    named = filling.named_for_files("\n".join(lines)) or _file_number(found, asked)
    for upload in incoming.uploads:
        filled.attach(upload, named)
    filled.result.refused += [(file.name, file.reason) for file in incoming.refused]
    for text in found.loose:
        if not _is_a_wish(filled, text):
            loose.keep(filled, text)
    if wishes.wants_to_send(lines):
        _send(filled, writer)
    elif _is_changed(filled):
        filled.result.note("sent_stands")
        filled.stand_where_it_goes_on(place)
    elif place is not None or filled.result.touched:
        filled.stand_where_it_goes_on(place)


def _is_changed(filled: Filling) -> bool:
    """Return whether the mail changed what was sent: that stands until it is sent again, as the chat says, too."""
    case = filled.case
    has_filled = bool(filled.result.touched or filled.result.files)
    return has_filled and case.stage is Stage.SUBMITTED and bool(submitting.unsent(filled.session, case))


def keep_unfilled(filled: Filling, incoming: Incoming, lines: list[str]) -> None:
    """Keep words and files: an evaluation is asked now, and the numbers of the mail that is answered are no longer."""
    filled.result.note("evaluating")
    for upload in incoming.uploads:
        filled.attach(upload, None)
    filled.result.refused += [(file.name, file.reason) for file in incoming.refused]
    loose.keep(filled, "\n".join(lines))


def _fill_answers(filled: Filling, found: numbered.Assigned, asked: Checklist) -> None:
    for letter, key in found.placed.items():
        filled.place(letter, key)
    for item, said in numbered.pairs(found, asked):
        here = filled.case.item(item.key)  # in the version of the call that the application is made under now
        if here is None:
            loose.keep(filled, said)
        else:
            filled.answer(here, said)


def _is_a_wish(filled: Filling, text: str) -> bool:
    """Return whether words without a number were taken for what they wish: to apply."""
    return filled.result.begun and len(text) <= A_WISH and wishes.wants_to_apply(text)


def _file_number(found: numbered.Assigned, asked: Checklist) -> str | None:
    """Return the number of the one file item that the mail names ("12: zie bijlage"), or None."""
    numbers = [item.number for item, _ in numbered.pairs(found, asked) if item.kind is Kind.FILE]
    return numbers[0] if len(numbers) == 1 else None


def _send(filled: Filling, writer: Writer) -> None:
    """Send what is worked on when this replies to the mail that showed exactly these answers; else show it first."""
    token = writer.token.reply if writer.token is not None else None
    use = For.EVALUATION if filled.case.is_evaluating else For.SUMMARY
    if token is None or token.use is not use or token.application_id != filled.case.application_id or not token.exactly:
        filled.result.note(_nothing_sent(filled))
        return
    asked = person_queries.person(filled.session, filled.turn.person_id).asked
    outcome = _evaluation_sent(filled, token) if filled.case.is_evaluating else _application_sent(filled, token)
    # A yes in chat means nothing of what only the mail shows.
    person_queries.ask(filled.session, filled.turn.person_id, asked)
    filled.result.tell(outcome)


def _nothing_sent(filled: Filling) -> str:
    """Return what to say to an INDIENEN in reply to another mail: that all is in already, or how it is done."""
    case = filled.case
    if case.stage is not Stage.SUBMITTED:
        return "no_summary"
    return "change_not_sent" if submitting.unsent(filled.session, case) else "sent_before"


def _application_sent(filled: Filling, token: Reply) -> Outcome:
    case = opening.demand_in_time(filled.turn, filled.case)
    outcome = submitting.submit(filled.session, filled.turn, case, case.application_id, token.exactly)
    filled.result.note("sent" if isinstance(outcome.view, Sent) else "not_sent")
    return outcome


def _evaluation_sent(filled: Filling, token: Reply) -> Outcome:
    from models.turns.after import evaluating  # few come as far as the guidance
    from models.turns.after.evaluation_views import ShowcaseAsked

    outcome = evaluating.send(filled.session, filled.turn, filled.case, token.exactly)
    is_sent = case_queries.load(filled.session, filled.case.application_id).stage is Stage.EVALUATED
    filled.result.note("evaluation_sent" if is_sent else "not_sent")
    if isinstance(outcome.view, ShowcaseAsked):
        filled.result.note("story_waits")
    return outcome
