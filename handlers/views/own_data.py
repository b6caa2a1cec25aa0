"""What is kept of a person and why, their data as files, and whether they are sure to be erased."""

from dataclasses import dataclass

from handlers.reply import Reply, button
from handlers.views.look import look
from handlers.wording import say
from models.calls.call import Call
from models.language import moments
from models.turns.people.own_data_views import EraseAsked, OwnData, Privacy


@look.register
def privacy(view: Privacy, language: str) -> Reply:
    """What is kept and why."""
    facts = [privacy_facts(view.call, language)] if view.is_clerk else []
    facts += [officer_facts(view.call, language)] if view.is_officer else []
    html = "\n\n".join([*(facts_words(one) for one in facts), say("privacy.rights", language)])
    if not view.agreed:
        agree = button(say("button.agree", language), "agree")
        return Reply(f"{html}\n\n{say('privacy.before', language)}", ((agree,),))
    mine = button(say("button.own_data", language), "mine")
    erase = button(say("button.erase", language), "wipe")
    return Reply(html, ((mine, erase), (button(say("button.continue", language), "here"),)))


@dataclass(frozen=True, slots=True, kw_only=True)
class PrivacyFacts:
    """What a person is told of what is kept: here in the chat, and on the page that everybody can read."""

    title: str
    kept: tuple[str, ...]  # each with its reason
    answers: tuple[tuple[str, str], ...]  # a question, and what holds


def facts_words(facts: PrivacyFacts) -> str:
    """Return what is kept, why, who sees it and for how long, as the chat says it."""
    lines = [f"<b>{facts.title}</b>", *(f"• {one}" for one in facts.kept)]
    return "\n".join([*lines, *(f"{question} {answer}" for question, answer in facts.answers)])


def officer_facts(call: Call, language: str) -> PrivacyFacts:
    """Return what is kept of an officer, and why."""
    mails = moments.duration_words(call.retention.mails_days, language)
    kept = ("officer_role", "officer_done", "officer_desk", "chat", "agreed")
    return PrivacyFacts(
        title=say("privacy.officer_title", language),
        kept=tuple(say(f"privacy.{one}", language) for one in kept),
        answers=(
            (say("privacy.who", language), say("privacy.officer_seen", language)),
            (say("privacy.whose", language), say("privacy.officer_owned", language)),
            (say("privacy.long", language), say("privacy.officer_until", language, mails=mails)),
        ),
    )


def privacy_facts(call: Call, language: str) -> PrivacyFacts:
    """Return the facts behind /privacy, for a call with its own times."""
    keep = call.retention
    days = {"drafts": keep.drafts_days, "applications": keep.applications_days}
    days |= {"interest": keep.interest_days, "mails": keep.mails_days}
    until = {name: moments.duration_words(value, language) for name, value in days.items()}
    return PrivacyFacts(
        title=say("privacy.title", language),
        kept=tuple(say(f"privacy.{one}", language) for one in ("answers", "name", "chat", "agreed")),
        answers=(
            (say("privacy.who", language), say("privacy.seen", language)),
            (say("privacy.whose", language), say("privacy.owned", language)),
            (say("privacy.long", language), say("privacy.until", language, **until)),
        ),
    )


@look.register
def own_data(_view: OwnData, language: str) -> Reply:
    """The words that go with the files of the own data."""
    return Reply(say("own_data.lead", language))


@look.register
def erase_asked(view: EraseAsked, language: str) -> Reply:
    """What goes, what stays, and a button that says so."""
    lines = [say("erase.ask", language)]
    if view.goes:
        lines.append(say("erase.goes", language, towns=_towns(view.goes, language)))
    if view.stays:
        lines.append(say("erase.stays", language, towns=_towns(view.stays, language)))
    if view.shared:
        lines.append(say("erase.shared", language, mailboxes=", ".join(view.shared)))
    if view.is_officer:
        lines.append(say("erase.officer", language))
    lines.append(say("erase.sure", language))
    yes = button(say("button.erase_all", language), "wiped", view.until)
    mine = button(say("button.own_data", language), "mine")
    return Reply("\n".join(lines), ((mine,), (yes,), (button(say("button.not_erase", language), "aside"),)))


def _towns(names: tuple[str, ...], language: str) -> str:
    return ", ".join(name or say("status.no_municipality", language) for name in names)
