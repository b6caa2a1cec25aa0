"""An application with all that is needed to work on it, as one frozen value."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from models.answers import checklist
from models.answers.answer import Answer, Answers
from models.calls.call import Call, Checklist, Item
from models.calls.round import Round
from models.calls.stages import Stage
from models.places.municipality import Municipality, municipality


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """An answer with who gave it and when; `answered_by` is None once that person was erased."""

    answer: Answer
    answered_by: int | None
    answered_at: datetime


@dataclass(frozen=True, kw_only=True)
class Case:
    """An application, its call and round, and its answers."""

    application_id: int
    call: Call
    round: Round
    nis_code: str | None
    stage: Stage
    number: str | None
    is_owned: bool  # a fitting mailbox was proven: the case belongs to the municipality
    carried_from_id: int | None
    last_sent_at: datetime | None
    kept: Mapping[str, Kept]
    skipped: frozenset[str]
    asked_first: tuple[str, ...] = ()  # the keys of the items that the agency asks (again)
    reply_by_at: datetime | None = None  # until when, while information is requested

    @cached_property
    def answers(self) -> Answers:
        """Return the answers by item key, without who gave them; a turn asks for them thirty times."""
        return {key: kept.answer for key, kept in self.kept.items()}

    @property
    def is_evaluating(self) -> bool:
        """Return whether what can be answered is the evaluation of the guidance, no longer the application."""
        return self.stage in {Stage.GUIDANCE, Stage.EVALUATED}

    @property
    def checklist(self) -> Checklist:
        """Return the checklist that is worked on: of the application, or of the evaluation once guidance began."""
        return self.call.evaluation if self.is_evaluating else self.call.checklist

    @property
    def municipality(self) -> Municipality | None:
        """Return the municipality, or None until it is confirmed."""
        return municipality(self.nis_code) if self.nis_code else None

    def item(self, key_or_number: str | None) -> Item | None:
        """Return an item by its key or its number, or None when there is no such item."""
        if key_or_number is None:
            return None
        of = self.checklist
        return of.by_key.get(key_or_number) or of.by_number.get(key_or_number.lower())

    def next_item(self, after: str | None = None) -> Item | None:
        """Return the first item still open, what the agency asks before all others; None when nothing is left."""
        return checklist.next_item(self.checklist, self.answers, self.skipped, after, first=self.asked_first)

    def with_answer(self, kept: Kept) -> "Case":
        """Return the case as it is after `kept` was given."""
        key = kept.answer.key
        return replace(self, kept={**self.kept, key: kept}, skipped=self.skipped - {key})

    def with_skipped(self, key: str) -> "Case":
        """Return the case as it is after the item `key` was skipped."""
        return replace(self, skipped=self.skipped | {key})

    def is_editable(self, at: datetime, closes_at: datetime) -> bool:
        """Return whether answers can be changed: a draft or a sent application, before the deadline."""
        return self.stage in {Stage.DRAFT, Stage.SUBMITTED} and at < closes_at
