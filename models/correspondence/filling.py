"""How the words and files of a mail fill an application: by the rules of the chat, and nothing is dropped."""

import re

from sqlmodel import Session

from models.answers import checklist, kinds
from models.calls.call import Checklist, Item, Kind
from models.calls.stages import Stage
from models.correspondence import loose
from models.correspondence.likely import READ_BY_FORM
from models.correspondence.mailed_case import MailedCase
from models.language.clean_text import folded
from models.mail_reading import bare_numbers, numbered
from models.places.municipality_match import How, match
from models.records.applications import case_queries
from models.records.applications.case import Case
from models.records.messages import loose_queries
from models.turns import opening
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


class Filling(MailedCase):
    """One mail that fills one application."""

    def answer(self, item: Item, said: str) -> None:
        """Take words as the answer to an item, as if they were typed at it."""
        if item.kind is Kind.FILE:
            if not _TO_A_FILE.fullmatch(folded(said)):
                loose.keep(self, said)
            return
        if item not in self.asked:
            loose.keep(self, said)
            return
        said, rest = self._with_rest(item, said)
        try:
            outcome = self._municipality(item, said) if item.kind is Kind.MUNICIPALITY else self._typed(item, said)
        except Instead as instead:
            self.result.tell(instead.outcome)
            loose.keep(self, said)
            return
        self.result.tell(outcome)
        is_unusable = any(note.what is Noted.UNUSABLE for note in outcome.notes)
        keys = self.result.unusable if is_unusable else self.result.touched
        if item.key not in keys:
            keys.append(item.key)
        self.read_anew()
        loose.keep(self, rest)

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
        still_open = {one.key for one in self.asked if one.key not in answers or answers[one.key].value is None}
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
            loose.ask_where(self, outcome.view)
        self.read_anew()

    def _item_for(self, upload: Upload, named: str | None) -> Item | None:
        files = [item for item in self.asked if item.kind is Kind.FILE]
        by_number = next((item for item in files if item.number == named), None)
        if by_number is not None:
            return by_number
        words, answers = f"{folded(upload.name)} ", self.case.answers
        in_name = next((item for item in files if f"vraag {item.number} " in words), None)
        open_ones = [item for item in files if item.key not in answers and checklist.required(item, answers)]
        return in_name or (open_ones[0] if len(open_ones) == 1 else None)

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
