"""The desk: what an officer can do, and the lists of applications."""

from handlers.reply import Button, Reply, Rows, button, in_rows
from handlers.views.look import look, quoted
from handlers.views.own_data import facts_words, officer_facts
from handlers.wording import say
from models.calls.stages import Stage
from models.desk.cases.listing import STAGES, places
from models.desk.cases.waiting import Waiting
from models.desk.rights import commands_of
from models.desk.views import CaseList, CasesMeant, DeskHome, OfficerInvited, ShelfChoice
from models.language.wording import words
from models.places.municipality import PROVINCES, municipality
from models.records.desk.desk_queries import Listed, Shelf


def role_words(role: str, province: str | None, language: str) -> str:
    """Return what an officer is called: "medewerker van VLAIO", "medewerker van de provincie Limburg"."""
    return words().say(f"officer.{role}", language, province=province or "")


@look.register
def officer_invited(view: OfficerInvited, language: str) -> Reply:
    """An invitation to be an officer, with what is kept of one and why."""
    lines = [
        say("desk.invited", language, role=role_words(view.role, view.province, language)),
        "",
        facts_words(officer_facts(view.call, language)),
        say("privacy.rights_later", language),
    ]
    other = button(say("button.other_language", language), "lang", "nl" if language == "en" else "en")
    return Reply("\n".join(lines), ((button(say("button.agree_officer", language), "agree"),), (other,)))


@look.register
def desk_home(view: DeskHome, language: str) -> Reply:
    """What an officer can do."""
    all_of_them = "button.all_towns" if view.province is not None else "button.all_cases"
    row = [button(say(all_of_them, language), "dall")]
    if "beslis" in commands_of(view.role):
        row.append(button(say("button.to_decide", language), "dtodo"))
    if "aansporing" in commands_of(view.role):
        row.append(button(say("button.to_nudge", language), "pl", 0, 0))
    home = say(f"desk.home_{view.role}", language, role=role_words(view.role, view.province, language))
    return Reply(home, (tuple(row), *what_waits(view.waiting, language)))


def what_waits(waiting: Waiting | None, language: str) -> Rows:
    """Return the ways to the questions and the mailboxes that wait, where there are any."""
    row: list[Button] = []
    if waiting is not None and waiting.questions:
        row.append(button(say("button.questions", language, count=waiting.questions), "qs"))
    if waiting is not None and waiting.mailboxes:
        row.append(button(say("button.mailboxes", language, count=waiting.mailboxes), "ms"))
    return (tuple(row),) if row else ()


@look.register
def case_list(view: CaseList, language: str) -> Reply:
    """A page of applications, each one tap away."""
    shelf = view.shelf
    lead = say(
        "desk.list",
        language,
        round=shelf.round_id,
        stage=_stage(shelf.stage, language),
        province=_province(shelf.province, language),
    )
    lines = [lead, *(_line(row, language) for row in view.rows)]
    lines += [say("list.more", language)] if view.has_after and view.rows else []
    rows = [button(_label(row), "dc", row.application_id) for row in view.rows]
    return Reply(
        "\n".join(lines),
        (
            *in_rows(rows, 2),
            *_turning(view, language),
            *_together(view, language),
            *_narrowing(view, language),
            *what_waits(view.waiting, language),
        ),
    )


@look.register
def cases_meant(view: CasesMeant, language: str) -> Reply:
    """The applications whose number ends as typed, each one tap away."""
    lines = [say("desk.meant", language), *(_line(row, language) for row in view.rows)]
    lines += [say("desk.meant_more", language)] if view.has_more else []
    return Reply("\n".join(lines), in_rows([button(row.number, "dc", row.application_id) for row in view.rows], 1))


def _line(row: Listed, language: str) -> str:
    stage = words().say(f"stage.{row.stage}", language)
    return " · ".join(quoted(part) for part in (row.number, _name(row), stage))


def _label(row: Listed) -> str:
    return f"{row.number.rpartition('-')[2]} {_name(row)}"


def _name(row: Listed) -> str:
    return municipality(row.nis_code).name if row.nis_code else "?"


def _turning(view: CaseList, language: str) -> Rows:
    """Return the buttons to the pages before and behind this one."""
    where = places(view.shelf)
    row: list[Button] = []
    if view.has_before and view.rows:
        row.append(button(say("button.page_before", language), "dl", *where, 1, view.rows[0].application_id))
    if view.has_after and view.rows:
        row.append(button(say("button.page_after", language), "dl", *where, 0, view.rows[-1].application_id))
    return (tuple(row),) if row else ()


def _together(view: CaseList, language: str) -> Rows:
    """Return the way to decide of several at once, where that can be."""
    if not view.may_decide or view.shelf.stage is not Stage.SUBMITTED or not view.rows:
        return ()
    round_id, _, province = places(view.shelf)
    return ((button(say("button.several", language), "db", round_id, province, view.rows[0].application_id),),)


def _narrowing(view: CaseList, language: str) -> Rows:
    where = places(view.shelf)
    kinds = ("round", "stage", "province")
    return (tuple(button(say(f"button.by_{what}", language), "dn", what, *where) for what in kinds),)


def _stage(stage: Stage | None, language: str) -> str:
    return words().say(f"stage.{stage}", language) if stage is not None else say("desk.any_stage", language)


def _province(province: str | None, language: str) -> str:
    return province or say("desk.any_province", language)


@look.register
def shelf_choice(view: ShelfChoice, language: str) -> Reply:
    """By what to narrow a list."""
    round_id, stage, province = places(view.shelf)
    if view.what == "round":
        choices = [(one, (one, stage, province)) for one in view.rounds]
    elif view.what == "stage":
        named = [_stage(one, language) for one in (None, *STAGES)]
        choices = [(name, (round_id, place, province)) for place, name in enumerate(named)]
    else:
        choices = [(_province(one, language), (round_id, stage, place)) for place, one in enumerate((None, *PROVINCES))]
    buttons = [button(quoted(name), "dl", *where, 0, 0) for name, where in choices]
    return Reply(say(f"desk.by_{view.what}", language), in_rows(buttons, 2))


def shelf_button(shelf: Shelf, language: str) -> Button:
    """Return the way back to the front of a list."""
    return button(say("button.to_list", language), "dl", *places(shelf), 0, 0)
