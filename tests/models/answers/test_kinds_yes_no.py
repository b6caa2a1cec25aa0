"""Reading yes and no as people say them."""

import pytest

from models.answers.kinds_yes_no import read_yes_no
from models.answers.reading import Reading


@pytest.mark.parametrize(
    "said",
    ["ja", "JA!", "jawel", "ja hoor", "yes", "y", "j", "ok", "oké", "Oké.", "akkoord", "ja, dat klopt", "in orde",
     "👍🏽", "✅",
     "Ja, ik ga akkoord.", "klopt", "zeker", "yes, that is right", "ja graag", "I agree",
     "ja, geen probleem", "Yes, no problem."],
)  # fmt: skip
def test_a_yes_is_read(said):
    assert read_yes_no(said) == Reading(value=True)


@pytest.mark.parametrize(
    "said",
    ["nee", "neen", "Neen!", "no", "n", "nee hoor", "nee, dank je", "niet akkoord", "ik ga niet akkoord", "klopt niet",
     "dat is niet juist", "niet ok", "nee, zeker niet", "👎", "I don't agree", "no thanks"],
)  # fmt: skip
def test_a_no_is_read(said):
    assert read_yes_no(said) == Reading(value=False)


@pytest.mark.parametrize(
    "said",
    ["misschien", "ja maar", "ja en nee", "ja of nee", "akkoord of niet", "ja niet", "nee, akkoord", "niet zeker",
     "not sure", "zeker niet", "klopt dat?", "ja?", "dat is het", "?", "1", "geen probleem", "nog niet", "japanees"],
)  # fmt: skip
def test_what_is_not_plainly_yes_or_no_is_asked_again(said):
    assert read_yes_no(said) == Reading(value=None, problem="yes_no")
