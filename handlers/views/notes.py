"""What just happened, in one sentence each."""

from collections.abc import Callable, Mapping

from handlers.reply import Button, Rows, button
from handlers.wording import say
from models.answers import kinds
from models.answers.answer import Answer
from models.calls.call import Call, Item
from models.calls.round import Round
from models.files import file_kind
from models.language import moments
from models.turns.outcome import Note, Noted, Outcome
from models.turns.views import AskedFor

LEAVING = {Noted.LEFT, Noted.LEFT_ALONE, Noted.LEFT_LAST, Noted.LEFT_NOBODY}
Values = Mapping[str, object]


def sentence(note: Note, language: str) -> str:
    """Return what a note says."""
    special = _SPECIAL.get(note.what)
    if special is not None:
        return special(note.values, language)
    values = {name: _words(value, language) for name, value in note.values.items()}
    return say(f"note.{note.what}", language, **values)


def _words(value: object, language: str) -> object:
    if isinstance(value, Round):
        return moments.deadline_words(value, language)
    return value


def _refused(values: Values, language: str) -> str:
    reason = file_kind.refusal_words(str(values["reason"]), language)
    return say("note.file_refused", language, reason=reason)


def _colleague(values: Values, language: str) -> str:
    by = values["by"] or say("status.nobody", language)
    return say("note.colleague_answered", language, by=by, said=str(values["said"])[:300])


def _link(values: Values, language: str) -> str:
    bot = values.get("bot")
    token = str(values["token"])
    link = f"https://t.me/{bot}?start={token}\n" if bot else ""
    return say("note.invitation_link", language, days=values["days"]) + f"\n\n{link}<code>/start {token}</code>"


def _question(values: Values, language: str) -> str:
    if values["role"]:
        return say(f"asking.to_{values['role']}", language, province=values["province"])
    call = values["call"]
    return say("note.question_kept", language, help=call.help.in_language(language) if isinstance(call, Call) else "")


def _unusable(values: Values, language: str) -> str:
    item, answer, before = values["item"], values["answer"], values["before"]
    if not (isinstance(item, Item) and isinstance(answer, Answer) and isinstance(before, Answer)):
        raise TypeError("an unusable answer needs its item and both answers")
    problem = kinds.problem_words(answer.problem or "empty", item, language, said=answer.said)
    shown = kinds.shown(item, before.value, language)
    return say("note.unusable", language, problem=problem, shown=" ".join(shown.split())[:300])


def _saved_as(values: Values, language: str) -> str:
    item, answer = values["item"], values["answer"]
    if not (isinstance(item, Item) and isinstance(answer, Answer)):
        raise TypeError("what was saved needs its item and the answer")
    return say("note.saved_as", language, shown=kinds.shown(item, answer.value, language))


_SPECIAL: dict[Noted, Callable[[Values, str], str]] = {
    Noted.FILE_REFUSED: _refused,
    Noted.COLLEAGUE_ANSWERED: _colleague,
    Noted.INVITATION_LINK: _link,
    Noted.UNUSABLE: _unusable,
    Noted.SAVED_AS: _saved_as,
    Noted.QUESTION_KEPT: _question,
}


def offers(outcome: Outcome, language: str) -> Rows:
    """Return the buttons by which something that a note tells of can be undone, or taken up."""
    rows = [_offer(note, language) for note in outcome.notes if not isinstance(outcome.view, AskedFor)]
    return tuple(row for row in rows if row)


def _offer(note: Note, language: str) -> tuple[Button, ...]:
    values = note.values
    if note.what is Noted.COLLEAGUE_ANSWERED:
        return (button(say("button.put_back", language), "put", values["application"], values["earlier"]),)
    if note.what is Noted.TOWN_APPLIES:
        return (button(say("button.ask_to_join", language), "ask", values["target"]),)
    if note.what is Noted.COLLEAGUE_ASKS:
        let_in = button(say("button.let_in", language), "req", values["request"], 1)
        return let_in, button(say("button.keep_out", language), "req", values["request"], 0)
    if note.what is Noted.INVITATION_WAITS:
        return (button(say("button.take_up", language), "here"),)
    return ()


def buttons(outcome: Outcome, language: str) -> Rows:
    """Return the way on when only notes are said; who stopped with an application need not go on."""
    what = {note.what for note in outcome.notes}
    if outcome.view is not None or what & LEAVING:
        return ()
    onward = button(say("button.continue", language), "here")
    if what & {Noted.CODE_DEAD, Noted.CODE_SENT, Noted.CODE_WRONG}:
        return ((button(say("button.new_code", language), "code"), onward),)
    return ((onward,),)
