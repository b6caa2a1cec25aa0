"""Letters: complete in both languages, and harmless whatever people typed."""

import re
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from jinja2 import Environment, TemplateNotFound, UndefinedError, meta

import reminders.letter
from models.language.wording import LANGUAGES
from reminders.letter import letter, letter_names
from tests.fakes.letter_values import VALUES

FOLDER = Path(reminders.letter.__file__).parent / "letters"
IN_BOTH_LANGUAGES = [(name, language, values) for name, values in VALUES for language in LANGUAGES]
NOT_EVERYWHERE = ("number", "call_title", "call_short", "checksum", "link", "ended", "stage", "subject")
HOSTILE = '<script>alert("x")</script>{{ 7 * 7 }}\r\nBcc: x@x.be\0\u202e\ud800' + "e" + "\u0301" * 500


def test_every_letter_is_there_in_every_language_and_in_three_parts():
    files = {language: {path.name for path in (FOLDER / language).iterdir()} for language in LANGUAGES}
    parts = {f"{name}.{part}" for name in letter_names() for part in ("subject", "txt", "html")}
    parts |= {"footer.txt", "preferences.txt", "preferences.html"}
    assert files["nl"] == files["en"]
    assert {name for name in files["nl"] if not name.endswith(".chat")} == parts
    assert {name for name, _ in VALUES} == set(letter_names())


@pytest.mark.parametrize("name", letter_names())
def test_a_letter_asks_for_the_same_values_in_every_language(name):
    assert asked("nl", name) == asked("en", name)


def asked(language: str, name: str) -> set[str]:
    environment = Environment(autoescape=True)
    sources = ((FOLDER / language / f"{name}.{part}").read_text() for part in ("subject", "txt", "html"))
    return set().union(*(meta.find_undeclared_variables(environment.parse(source)) for source in sources))


@pytest.mark.parametrize(("name", "language", "values"), IN_BOTH_LANGUAGES)
def test_a_letter_says_everything_in_all_its_parts(name, language, values):
    made = letter(name, language, **values)
    assert made.subject
    assert "\n" not in made.subject
    for key, value in values.items():
        if isinstance(value, str) and key not in NOT_EVERYWHERE and "\n" not in value:
            assert value in made.text
            assert value in read(made.html)
    assert "None" not in made.text + read(made.html)
    assert "  " not in made.text.replace("-- \n", "")
    assert "\n\n\n" not in made.text


@pytest.mark.parametrize(("name", "language", "values"), IN_BOTH_LANGUAGES)
def test_a_letter_is_small_says_its_language_and_loads_nothing(name, language, values):
    html = letter(name, language, **values).html
    assert f'<html lang="{language}"' in html
    assert 'name="color-scheme" content="light dark"' in html
    assert len(html.encode()) < 20_000
    assert not re.search(r"<(img|link|script|iframe)|url\(|@import", html)
    assert Balance.of(html) == []


@pytest.mark.parametrize(("name", "language", "values"), IN_BOTH_LANGUAGES)
def test_hostile_values_stay_words(name, language, values):
    made = letter(name, language, **made_hostile(values))
    assert "<script" not in made.html
    assert "49" not in made.html
    assert not re.search("[\0\u202e\ud800\r]", made.subject + made.text + made.html)
    assert "\n" not in made.subject
    assert len(made.subject) <= 200
    assert Balance.of(made.html) == []


def made_hostile(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: made_hostile(part) for key, part in value.items()}
    if isinstance(value, list):
        return [made_hostile(part) for part in value] or [HOSTILE]
    return HOSTILE if isinstance(value, str) else value


def test_a_forgotten_value_is_an_error():
    with pytest.raises(UndefinedError, match="minutes"):
        letter("code", "nl", code="483201", municipality=None, mail_waits=False)


@pytest.mark.parametrize(("name", "language"), [("nothing", "nl"), ("code", "fr"), ("../nl/code", "nl")])
def test_a_letter_that_is_not_there_is_an_error(name, language):
    with pytest.raises(TemplateNotFound):
        letter(name, language)


def test_a_question_keeps_its_lines():
    made = letter("question", "nl", **dict(VALUES)["question"] | {"question": "een\ntwee", "municipality": "As"})
    assert "> een\n> twee" in made.text
    assert "een<br>twee" in made.html


def read(html: str) -> str:
    reader = Balance()
    reader.feed(html)
    return "".join(reader.words)


class Balance(HTMLParser):
    """Reads HTML like a strict reader: collects the words, and the tags that are not closed in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.wrong: list[str] = []
        self.words: list[str] = []

    @classmethod
    def of(cls, html: str) -> list[str]:
        reader = cls()
        reader.feed(html)
        return reader.wrong + reader.open

    def handle_starttag(self, tag, *_attributes):
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        if not self.open or self.open.pop() != tag:
            self.wrong.append(tag)

    def handle_data(self, data):
        self.words.append(data)


@pytest.mark.parametrize("language", LANGUAGES)
def test_who_is_invited_as_an_officer_reads_where_the_desk_is(language):
    values = next(values for name, values in VALUES if name == "officer_invitation")
    written = letter("officer_invitation", language, **values)
    assert "/loket" in written.text
    assert "/loket" in written.html
