"""Applications with a history, made directly in the database, for whatever counts them."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta

from sqlmodel import Session

from models.calls.call import Call
from models.calls.stages import Stage
from models.places.municipality import municipality
from models.records.applications.application import Application, Event


@dataclass(slots=True)
class CountedCases:
    """Adds applications of a call; each `add` returns the id, by which a next one can carry it on."""

    session: Session
    call: Call
    numbers: dict[str, int] = field(default_factory=dict)

    def add(
        self,
        round_id: str,
        nis_code: str | None,
        *steps: str,
        sent: bool = True,
        stage: Stage | None = None,
        carried_from: int | None = None,
        withdrawn_at: datetime | None = None,
    ) -> int:
        """Add an application that went through `steps` (stages, or "undone:admissible"), the last one its stage."""
        closes_at = self.call.round(round_id).closes_at
        number = self.numbers[round_id] = self.numbers.get(round_id, 0) + 1
        last = [step for step in steps if not step.startswith("undone")][-1:]
        row = Application(
            call_name=self.call.name,
            call_version=self.call.version,
            round_id=round_id,
            nis_code=nis_code,
            province=municipality(nis_code).province if nis_code else None,
            stage=stage or (last[0] if last else Stage.SUBMITTED if sent else Stage.DRAFT),
            number=f"PROF-{round_id}-{number:04d}" if sent else None,
            carried_from_id=carried_from,
            created_at=closes_at - timedelta(days=20),
            first_sent_at=closes_at - timedelta(days=10) if sent else None,
        )
        self.session.add(row)
        self.session.flush()
        for hours, step in enumerate(steps):
            what, _, detail = step.partition(":")
            at = withdrawn_at if what == Stage.WITHDRAWN and withdrawn_at else closes_at + timedelta(hours=hours)
            self.session.add(Event(application_id=row.id, at=at, channel="local", what=what, detail=detail))
        self.session.flush()
        return row.id
