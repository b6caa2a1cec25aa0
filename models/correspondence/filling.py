"""How the words and files of a mail fill an application: by the rules of the chat, and nothing is dropped."""

import re
from collections.abc import Iterable
from dataclasses import replace

from sqlmodel import Session

from models.answers import checklist, kinds
from models.calls.call import Checklist, Item, Kind
from models.calls.stages import Stage
from models.correspondence.likely import READ_BY_FORM, two_likely
from models.correspondence.taken import Result
from models.language.clean_text import folded
from models.mail_reading import bare_numbers, numbered, wishes
from models.places.municipality_match import How, match
from models.records.applications import case_queries
from models.records.applications.case import Case
from models.records.desk import question_queries
from models.records.messages import loose_queries
from models.records.messages.mail_in import LooseText
from models.records.people import person_queries
from models.turns import asking, history, opening, passing_on
from models.turns.items import answering, attaching, choosing, walking
from models.turns.items.attaching import Upload
from models.turns.outcome import Instead, Noted, Outcome
from models.turns.people import joining
from models.turns.turn import Turn
from models.turns.views import DraftExists, Unplaced

_TO_A_FILE = re.compile(
    r"((zie|in|als|is|see) )?((de|het|mijn|onze) )?(bijlage|bijgevoegd|bestand|attachment|attached|ja|ok)( .{0,40})?"
)
_NAMED_FOR_FILE = re.compile(r"\b(?:bij|voor|vraag|punt|nr|nummer|for|question|item)\s+([1-9][0-9]?[a-z]?)\b")


class Filling:
    """One mail that fills one application; the case is read anew after each answer."""

    def __init__(
        self, session: Session, turn: Turn, case: Case, row_id: int, result: Result, *, is_closed: bool = False
    ) -> None:
        self.session = session
        self.turn = turn
        self.case = case
        self.result = result
        self.is_closed = is_closed  # nothing can be changed any more
        self._row_id = row_id

    def answer(self, item: Item, said: str) -> None:
        """Take words as the answer to an item, as if they were typed at it."""
        if item.kind is Kind.FILE:
            if not _TO_A_FILE.fullmatch(folded(said)):
                self.keep_loose(said)
            return
        if item not in _asked(self.case):
            self.keep_loose(said)
            return
        said, rest = self._with_rest(item, said)
        try:
            outcome = self._municipality(item, said) if item.kind is Kind.MUNICIPALITY else self._typed(item, said)
        except Instead as instead:
            self.result.tell(instead.outcome)
            self.keep_loose(said)
            return
        self.result.tell(outcome)
        is_unusable = any(note.what is Noted.UNUSABLE for note in outcome.notes)
        keys = self.result.unusable if is_unusable else self.result.touched
        if item.key not in keys:
            keys.append(item.key)
        self.read_anew()
        self.keep_loose(rest)

    def _with_rest(self, item: Item, said: str) -> tuple[str, str]:
        """Return the first line and those below it when these add nothing to it: "4 november", then a question."""
        first, _, rest = said.partition("\n")
        if not rest or item.kind not in READ_BY_FORM:
            return said, ""
        on = answering.day_of(self.turn, self.case)
        whole, alone = kinds.read(item, said, on=on).value, kinds.read(item, first, on=on).value
        return (first, rest) if alone is not None and whole in (None, alone) else (said, "")

    def _typed(self, item: Item, said: str) -> Outcome:
        return answering.answer_item(self.session, self.turn, self.case, item, said)

    def _municipality(self, item: Item, said: str) -> Outcome:
        """Confirm a municipality whose name was written out; anything else is shown first, as in chat."""
        found = match(said, self.case.call.municipalities_on or self.case.round.last_day)
        only = found.candidates[0] if found.certain and found.candidates else None
        if only is not None and only.how is How.NAME and self.case.stage is Stage.DRAFT:
            application_id = self.case.application_id
            outcome = choosing.confirm(self.session, self.turn, application_id, only.municipality.nis_code)
        else:
            outcome = choosing.look_up(self.session, self.turn, self.case, item, said)
        if isinstance(outcome.view, DraftExists):
            self.result.tell(outcome)
            return joining.ask_to_join(self.session, self.turn, outcome.view.target_id)
        case = case_queries.load(self.session, self.case.application_id)
        if case.nis_code is not None and not case.is_owned:
            self.result.note(Noted.MAILBOX_FOREIGN.value)
        return outcome

    def bare_answers(self, asked: Checklist) -> numbered.Bare:
        """Return the rule for numbers of `asked` without a sign: they answer only what has no readable answer yet."""
        answers = self.case.answers
        still_open = {one.key for one in _asked(self.case) if one.key not in answers or answers[one.key].value is None}
        on = answering.day_of(self.turn, self.case)
        return lambda line: bare_numbers.answered(line, asked, still_open, on)

    def attach(self, upload: Upload, named: str | None) -> None:
        """Put a file with the item that is named, else with the one file item that is open; else ask."""
        item = self._item_for(upload, named)
        try:
            outcome = attaching.keep_with(self.session, self.turn, self.case, item, upload)
        except Instead as instead:
            self.result.tell(instead.outcome)
            return
        self.result.tell(outcome)
        self.result.files.append((upload.name, item.key if item is not None else ""))
        self.result.kept_files.add(upload.stored_name)
        if isinstance(outcome.view, Unplaced):
            self._ask_where(outcome.view)
        self.read_anew()

    def _ask_where(self, unplaced: Unplaced) -> None:
        """Ask to which item a file belongs; where none asks for files, it is only kept."""
        if unplaced.items:
            self._add_loose("", unplaced.items[:2], unplaced.attachment_id)
        else:
            self.result.note("file_beside")

    def keep_beside(self, text: str, uploads: Iterable[Upload]) -> None:
        """Keep with a case that cannot be changed any more what was mailed about it; a question goes to a person."""
        for upload in uploads:
            attaching.keep_with(self.session, self.turn, self.case, None, upload)
            self.result.files.append((upload.name, ""))
            self.result.kept_files.add(upload.stored_name)
            self.result.note("file_beside")
        self.keep_loose(text)

    def _item_for(self, upload: Upload, named: str | None) -> Item | None:
        files = [item for item in _asked(self.case) if item.kind is Kind.FILE]
        by_number = next((item for item in files if item.number == named), None)
        if by_number is not None:
            return by_number
        words, answers = f"{folded(upload.name)} ", self.case.answers
        in_name = next((item for item in files if f"vraag {item.number} " in words), None)
        open_ones = [item for item in files if item.key not in answers and checklist.required(item, answers)]
        return in_name or (open_ones[0] if len(open_ones) == 1 else None)

    def keep_loose(self, text: str) -> None:
        """Keep words that belong to no item beside the case, with the two items that they most likely answer."""
        text = wishes.without_small_talk(text)
        if not folded(text):
            return
        if wishes.asks(text):
            self._ask(text)
            return
        self._add_loose(text, self._likely(text))

    def _likely(self, text: str) -> tuple[Item, ...]:
        """Return the items to ask about; none where nothing can be changed."""
        if self.is_closed:
            return ()
        on = answering.day_of(self.turn, self.case)
        items = [item for item in _asked(self.case) if item.kind not in {Kind.FILE, Kind.MUNICIPALITY}]
        likely = two_likely(items, self.case.answers, text, on)
        named = bare_numbers.numbered_bare(text, self.case.checklist)
        if named is None or named[0] not in items:
            return likely
        return (named[0], *(item for item in likely if item is not named[0]))[:2]

    def _ask(self, text: str) -> None:
        """Answer a question from the list of those that people ask, or keep it with the case for a person."""
        application_id, at = self.case.application_id, self.turn.at
        question_id = question_queries.add(self.session, self.turn.person_id, application_id, None, text, at)
        # Of what is fixed the list tells how it is changed: a person answers better.
        faq = None if self.is_closed else asking.known_question(self.case.call, text)
        if faq is not None:
            question_queries.answer(self.session, question_id, f"faq:{faq.key}", at)
            self.result.faqs.append(faq.key)
            return
        history.record(self.session, self.turn, self.case, "asked", None, detail=str(question_id))
        passing_on.pass_on(self.session, self.turn, question_id, self.case)
        officers = passing_on.answering(self.session, self.case)
        self.result.note(Noted.QUESTION_KEPT.value if officers else "question_waits")

    def _add_loose(self, text: str, likely: Iterable[Item], attachment_id: int | None = None) -> None:
        row = LooseText(
            application_id=self.case.application_id,
            person_id=self.turn.person_id,
            mail_id=self._row_id,
            attachment_id=attachment_id,
            text=text,
            likely=" ".join(item.key for item in likely),
            created_at=self.turn.at,
        )
        self.result.loose.append(loose_queries.add(self.session, row))

    def place(self, letter: str, key: str) -> None:
        """Put words of an earlier mail, which its answer called by a letter, with an item."""
        row = loose_queries.waiting(self.session, self.case.application_id).get(letter)
        item = self.case.item(key)
        if row is None or item is None:
            return
        loose_queries.settle(self.session, row.id, self.turn.at)
        if row.attachment_id is None:
            named = bare_numbers.numbered_bare(row.text, self.case.checklist)
            self.answer(item, named[1] if named is not None and named[0] is item else row.text)
            return
        try:
            self.result.tell(attaching.place_file(self.session, self.turn, row.attachment_id, item.number))
        except Instead as instead:
            self.result.tell(instead.outcome)
        self.result.touched.append(item.key)
        self.read_anew()

    def read_anew(self) -> None:
        """Read who writes and the case again: an answer may have led to another application, of a colleague."""
        before = self.turn.speaker
        known = person_queries.current_application(self.session, self.turn.person_id)
        moved = known if known is not None and self._was_left(known) else before.application_id
        speaker = person_queries.writer(self.session, self.turn.person_id, moved)
        if speaker is not None and speaker.application_id is not None:
            self.case = case_queries.load(self.session, speaker.application_id)
            self.turn = replace(self.turn, speaker=replace(speaker, asked="", asked_at=before.asked_at))

    def _was_left(self, known: int) -> bool:
        """Return whether the writer went over to another application with this answer."""
        if known == self.case.application_id:
            return False
        return case_queries.load(self.session, self.case.application_id).stage is Stage.WITHDRAWN

    def stand_where_it_goes_on(self, place: str | None) -> None:
        """Let the chat ask what it asked before while that is still open, else what is open first."""
        item = self.case.item(place)
        if item is None or item.key in self.case.kept:
            item = self.case.next_item()
        walking.stand_at(self.session, self.turn, self.case, item)


def named_for_files(text: str) -> str | None:
    """Return the number that a mail says its files are for ("besluit bij vraag 12"), or None."""
    found = _NAMED_FOR_FILE.search(folded(text))
    return found[1] if found is not None else None


def open_case(session: Session, turn: Turn, application_id: int) -> Case:
    """Return the case that the writer fills.

    Raises:
        Instead: it cannot be changed any more; its outcome says why.
    """
    return opening.working_case(session, turn, application_id)


def _asked(case: Case) -> tuple[Item, ...]:
    return checklist.asked_items(case.checklist, case.answers)
