"""More time for one municipality at the desk, and taking it back.

Source: ARCHITECTURE.md, Rules: Extensions.
"""

from datetime import date

from sqlmodel import Session

from models.desk.forms.form_rule import About, Rule
from models.desk.rights import Right
from models.turns.outcome import Instead, Noted, only
from models.turns.rounds import extending
from models.turns.rounds.extending import NotExtended
from models.turns.turn import Turn


def _problem(turn: Turn, about: About) -> tuple[str, str] | None:
    """Return why the day cannot be the last one."""
    of_town, last_day = about.of_town, about.form.values.get("last_day")
    if last_day is None:
        return None
    closes_at = extending.end_of(date.fromisoformat(last_day), of_town.call.zone)
    if closes_at <= turn.now:
        return "last_day", "over"
    return ("last_day", "not_later") if closes_at <= of_town.closes_at else None


def _extend(session: Session, turn: Turn, about: About) -> Noted:
    of_town, values = about.of_town, about.form.values
    done = extending.extend(
        session,
        turn,
        call_name=of_town.call.name,
        round_id=of_town.round.id,
        nis_code=of_town.town.nis_code,
        until=date.fromisoformat(values["last_day"]),
        reason=values["why"],
    )
    if isinstance(done, NotExtended):
        raise Instead(only(Noted.NO_SUCH_STEP))
    return Noted.EXTENDED if done.is_told else Noted.EXTENDED_UNTOLD


def _no_more_time(_session: Session, turn: Turn, about: About) -> Noted | None:
    """Return why there is nothing to take back."""
    of_town = about.of_town
    if of_town.granted is None or of_town.granted.closes_at <= turn.now:
        return Noted.NOT_EXTENDED
    return Noted.ENDS_TODAY if of_town.granted.closes_at <= of_town.withdrawn_to else None


def _shorten(session: Session, turn: Turn, about: About) -> Noted:
    of_town = about.of_town
    done = extending.withdraw(
        session,
        turn,
        call_name=of_town.call.name,
        round_id=of_town.round.id,
        nis_code=of_town.town.nis_code,
        reason=about.form.values["why_not"],
    )
    if isinstance(done, NotExtended):
        raise Instead(only(Noted.NO_SUCH_STEP))
    return Noted.SHORTENED if done.is_told else Noted.SHORTENED_UNTOLD


RULES = {
    "extend": Rule(right=Right.EXTEND, problem=_problem, enact=_extend),
    "shorten": Rule(right=Right.EXTEND, obstacle=_no_more_time, enact=_shorten),
}
