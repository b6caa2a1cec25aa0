"""What the showcase tells: the story without what is personal, and the words by which it is found."""

import pytest

from models.answers.answer import Answer, Answers
from models.call_files.call_file import shipped_call
from models.turns.after import showcase_story

CALL = shipped_call("profploeg")


def told(text: str, *people: str) -> str:
    return showcase_story.story(CALL, kept(showcase_story=text, better="Niets."), people)


def kept(**values: object) -> Answers:
    return {key: Answer(key=key, value=value, said=str(value)) for key, value in values.items()}


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("Mail an@lier.be voor meer.", "Mail […] voor meer."),
        ("Bel 0470 12 34 56 of 015/25.00.00.", "Bel […] of […]."),
        ("Bel +32 470 12 34 56.", "Bel […]."),
        ("An Peeters leidde het.", "[…] leidde het."),
        ("Mevrouw PEETERS leidde het.", "Mevrouw […] leidde het."),
        ("In 2021 kwamen er 12 winkels bij, van 40 naar 52.", "In 2021 kwamen er 12 winkels bij, van 40 naar 52."),
        ("An en alle anderen deden mee.", "An en alle anderen deden mee."),
    ],
)
def test_what_is_personal_is_left_out(text: str, shown: str) -> None:
    assert told(text, "An Peeters") == shown


def test_only_the_items_of_the_showcase_are_told() -> None:
    assert told("Het lukte.") == "Het lukte."
    assert showcase_story.story(CALL, kept(better="Niets."), ()) == ""


def test_the_names_that_an_application_gives_are_known() -> None:
    answers = kept(
        contact_name="An Peeters", alderman="Jan Janssens", backup_name="Bram Claes", contact_function="Ambtenaar"
    )

    assert showcase_story.people_in(CALL, answers) == ("An Peeters", "Jan Janssens", "Bram Claes")


def test_an_entry_is_found_by_b_and_by_field() -> None:
    answers = kept(themes=["beleid", "beleving"], expertise=["events"], services=["economy"])

    assert showcase_story.tags(CALL, answers) == (("themes", "beleving"), ("themes", "beleid"), ("expertise", "events"))
