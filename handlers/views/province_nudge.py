"""A letter of an officer to a municipality, as it will be read, before it leaves."""

from handlers.reply import Reply, button
from handlers.views.look import look
from handlers.views.province_town import contact_line
from handlers.wording import say
from models.desk.province.views import NudgeDraft
from models.language import moments


@look.register
def nudge_draft(view: NudgeDraft, language: str) -> Reply:
    """The letter with who gets it, what can be changed, and the way to send it."""
    lines = [
        say("nudge.lead", language, town=view.town.name),
        *(f"• {contact_line(one, language)}" for one in view.contacts),
        "",
        say("nudge.text", language, text=view.text, signed=view.signed),
        "",
        say("nudge.reply_to", language, email=view.reply_to),
    ]
    if view.leaves_at is not None:
        leaves = moments.moment_words(view.leaves_at, view.zone, language)
        lines.append(say("nudge.leaves", language, leaves=leaves))
    lines.append(say("nudge.rewrite", language))
    send = button(say("button.send_nudge", language), "ps", view.nudge_id)
    ready = (
        button(say("button.ready_nl", language), "pg", view.nudge_id, "nl"),
        button(say("button.ready_en", language), "pg", view.nudge_id, "en"),
    )
    back = button(say("button.back_to_town", language), "pt", view.town.nis_code)
    return Reply("\n".join(lines), ((send,), ready, (back,)))
