"""How a person is reminded, with a button for each other choice."""

from handlers.reply import Reply, button, in_rows
from handlers.views.look import look, quoted
from handlers.wording import say
from models.turns.reminding.preference_words import sentences
from models.turns.reminding.preferences import MOMENTS
from models.turns.views import Preferences


@look.register
def preferences(view: Preferences, language: str) -> Reply:
    """What holds now in words, then what can be chosen."""
    lines = [say("preferences.lead", language)]
    lines += [f"• {quoted(one)}" for one in sentences(view.choice, view.zone, language)]
    onward = button(say("button.continue", language), "here")
    if not view.choice.is_on:
        return Reply("\n".join(lines), ((button(say("button.on", language), "rem", "mail"), onward),))
    ways = tuple(
        button(_ticked(say(f"button.{way}", language), view.choice.way == way), "rem", way) for way in ("mail", "chat")
    )
    moments = tuple(
        button(_ticked(say(f"button.moments_{one}", language), view.choice.moments == one), "mom", one)
        for one in MOMENTS
    )
    rests = [button(say(f"button.snooze_{one}", language), "snz", one) for one in view.choice.snoozes]
    off = button(say("button.off", language), "rem", "off")
    return Reply("\n".join(lines), (ways, moments, *in_rows(rests, 2), (off, onward)))


def _ticked(label: str, is_chosen: bool) -> str:
    return f"✓ {label}" if is_chosen else label
