"""Mistakes in what a call says of the evaluation, the experts and the showcase."""

import pytest

from models.call_files.call_file import BrokenCallFile, read_call, shipped_call, shipped_call_names
from tests.fakes.call_sources import changed


def mistakes(old: str, new: str) -> str:
    with pytest.raises(BrokenCallFile) as broken:
        read_call(changed(old, new), "mijn-oproep")
    return str(broken.value)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('key = "score"', 'key = "challenge"', 'an item of the application has the key "challenge" already'),
        ('key = "score"\nkind = "number"', 'key = "score"\nkind = "getal"', "there is no kind"),
        ('key = "score"\n', 'key = "score"\nshowcase = true\n', "the showcase shows a text or a long_text"),
        ('key = "score"\n', 'key = "score"\nexperts = true\n', "only an [[item]] that is a choice or several"),
        ('key = "score"\n', 'key = "score"\nplan = "college"\n', "planned in an application only"),
        ('key = "challenge"\n', 'key = "challenge"\nshowcase = true\n', "the showcase is searched by a choice"),
        ('key = "themes"\nkind = "several"\n', 'key = "themes"\nkind = "several"\nexperts = true\n', "2 items say"),
        ('short = "Hinderpaal"', 'short = ""', 'evaluation item 3, field "nl.short": this text is empty'),
        ('when = { reached = "not" }', 'when = { reached = "nooit" }', 'there is no option "nooit"'),
        (
            'key = "most_useful"\nkind = "long_text"\n',
            'key = "most_useful"\nkind = "long_text"\nclarity = ["plek"]\n',
            "plek",
        ),
    ],
)
def test_a_mistake_is_named(old: str, new: str, said: str) -> None:
    assert said in mistakes(old, new)


@pytest.mark.parametrize("name", shipped_call_names())
def test_the_calls_that_ship_name_experts_and_tell_stories(name: str) -> None:
    call = shipped_call(name)

    assert call.checklist.of_experts is call.checklist.by_key["expertise"]
    assert [item.key for item in call.checklist.shown] == ["themes", "expertise"]
    assert [item.key for item in call.evaluation.shown] == ["showcase_story"]


def test_a_call_need_not_ask_an_evaluation() -> None:
    assert read_call('extends = "profploeg"\nevaluation = []\n', "zonder").evaluation.items == ()
