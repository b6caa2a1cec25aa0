"""Whole conversations at random: always an answer, no mistake of ours, nothing lost, nothing of others, a way on."""

import asyncio

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.hostile.doings import KINDS, MOST, PEOPLE, Doing
from tests.hostile.long_walk import run, walked
from tests.hostile.people import BEGINS
from tests.hostile.walk import DOINGS

DOING = st.builds(Doing, st.integers(0, PEOPLE - 1), st.sampled_from(KINDS), st.integers(0, MOST))


@given(begin=st.sampled_from(BEGINS), doings=st.lists(DOING, min_size=8, max_size=24))
@settings(max_examples=8, derandomize=True, database=None, suppress_health_check=list(HealthCheck))
def test_whatever_people_do_all_promises_hold(begin: str, doings: list[Doing]) -> None:
    assert asyncio.run(walked(begin, doings)) == ""


def test_a_conversation_as_people_lead_it_keeps_all_promises() -> None:
    assert run(80, seed=4) == 0


def test_every_kind_of_doing_can_be_done() -> None:
    assert DOINGS.keys() == set(KINDS)
