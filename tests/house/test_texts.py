"""Every text is there in every language, names the same values in each, and is said somewhere."""

import ast
import re
import tomllib
from collections.abc import Iterator, Mapping
from string import Formatter
from typing import Any

import pytest
from jinja2 import Environment, meta

from bot.web.wording import catalogue as page_catalogue
from handlers.views import notes
from handlers.wording import catalogue
from models.language.wording import LANGUAGES, Catalogue, words
from models.letters.letter_facts import KINDS
from models.turns.outcome import Noted
from tests.house.source import ROOT, product, said

CATALOGUES = {"handlers/texts": catalogue(), "models/language/words": words(), "bot/web/texts": page_catalogue()}
CALLS = sorted((ROOT / "models/calls").glob("*.toml"))
LETTERS = ROOT / "reminders/letters"
TAG = re.compile(r"</?[a-z]+>")

each_catalogue = pytest.mark.parametrize("sentences", CATALOGUES.values(), ids=CATALOGUES.keys())


def values_in(sentence: str) -> set[str]:
    """Return the names of the values that a sentence wants filled in."""
    return {name for _, name, _, _ in Formatter().parse(sentence) if name}


@each_catalogue
def test_every_sentence_is_there_in_every_language(sentences: Catalogue) -> None:
    dutch = sentences.sentences["nl"].keys()
    assert all(sentences.sentences[language].keys() == dutch for language in LANGUAGES)


@each_catalogue
def test_a_sentence_names_the_same_values_and_tags_in_every_language(sentences: Catalogue) -> None:
    dutch, english = sentences.sentences["nl"], sentences.sentences["en"]
    apart = {
        key: (dutch[key], english[key])
        for key in dutch
        if values_in(dutch[key]) != values_in(english[key])
        or sorted(TAG.findall(dutch[key])) != sorted(TAG.findall(english[key]))
    }
    assert apart == {}


@each_catalogue
def test_no_sentence_is_empty_or_left_in_the_other_language(sentences: Catalogue) -> None:
    dutch, english = sentences.sentences["nl"], sentences.sentences["en"]
    long_and_the_same = [
        key for key in dutch if dutch[key] == english[key] and len(TAG.sub("", dutch[key]).split()) > 3
    ]
    assert [key for key in dutch if not dutch[key].strip() or not english[key].strip()] == []
    assert long_and_the_same == []


def test_every_sentence_that_is_said_in_chat_exists() -> None:
    keys = spoken_keys()
    unknown = {key for key in asked_keys() if key not in keys and not any(_filled(key, one) for one in keys)}
    assert unknown == set()


def test_every_sentence_of_the_chat_is_said_somewhere() -> None:
    asked = asked_keys() | {text for file in product() if file.package == "handlers" for text in said(file.tree)}
    fillings = {text for file in product() for text in said(file.tree)}
    silent = {
        key
        for key in spoken_keys() - asked
        if not any(_filled(one, key) and key.removeprefix(one[:-1]) in fillings for one in asked)
    }
    assert silent == set()


def spoken_keys() -> set[str]:
    """Return the keys as `say` takes them: one for the two forms of a sentence that counts."""
    sentences = catalogue().sentences["nl"]
    counting = {key.removesuffix(".other") for key in sentences if "{count}" in sentences[key]}
    return {re.sub(r"\.(one|other)$", "", key) if key[: key.rfind(".")] in counting else key for key in sentences}


def asked_keys() -> set[str]:
    """Return the keys that the handlers say; a `*` at the end stands for what is filled in."""
    calls = [call for file in product() if file.package == "handlers" for call in file.calls("say")]
    return {key for call in calls if isinstance(call.func, ast.Name) and call.args for key in _choices(call.args[0])}


def _choices(key: ast.expr) -> Iterator[str]:
    yield from said(ast.Tuple([key.body, key.orelse]) if isinstance(key, ast.IfExp) else key)


def _filled(pattern: str, key: str) -> bool:
    return pattern.endswith("*") and key.startswith(pattern[:-1])


@pytest.mark.parametrize("what", Noted)
def test_every_note_has_its_sentence(what: Noted) -> None:
    assert catalogue().has(f"note.{what}") or catalogue().has(f"note.{what}.one")


def test_every_note_is_given_the_values_that_its_sentence_names() -> None:
    lacking = {}
    for file in product():
        for call in file.calls("Note", "only"):
            what, given = _noted(call)
            if what is None or given is None or what in notes._SPECIAL:
                continue
            wanted = values_in(catalogue().sentences["nl"].get(f"note.{what}", "{count}"))
            if not wanted <= given:
                lacking[f"{file.path}:{call.lineno}"] = wanted - given
    assert lacking == {}


def _noted(call: ast.Call) -> tuple[Noted | None, set[str] | None]:
    """Return which note is made, and the names of its values when they stand there."""
    first = call.args[0] if call.args else None
    if not isinstance(first, ast.Attribute) or first.attr not in Noted.__members__:
        return None, None
    given = {keyword.arg or "" for keyword in call.keywords}
    for more in call.args[1:]:
        if not isinstance(more, ast.Dict):
            return None, None
        given |= {key.value for key in more.keys if isinstance(key, ast.Constant)}
    return Noted[first.attr], given


@pytest.mark.parametrize("path", CALLS, ids=lambda path: path.stem)
def test_every_text_of_a_call_file_is_there_in_every_language(path: Any) -> None:
    one_sided = [
        place for place, table in _tables(tomllib.loads(path.read_text("utf-8"))) if "nl" in table and "en" not in table
    ]
    assert one_sided == []


def _tables(value: Any, place: str = "") -> Iterator[tuple[str, Mapping[str, Any]]]:
    if isinstance(value, Mapping):
        yield place, value
        for key, part in value.items():
            yield from _tables(part, f"{place}.{key}")
    elif isinstance(value, list):
        for position, part in enumerate(value):
            yield from _tables(part, f"{place}[{position}]")


def test_every_letter_has_the_same_parts_and_values_in_every_language() -> None:
    dutch, english = (
        {path.name: _wanted(path.read_text("utf-8")) for path in (LETTERS / language).iterdir()}
        for language in LANGUAGES
    )
    assert dutch == english


def _wanted(template: str) -> set[str]:
    return meta.find_undeclared_variables(Environment(autoescape=True).parse(template))


def test_every_kind_of_message_has_a_letter_or_a_chat_text() -> None:
    written = {path.stem for path in (LETTERS / "nl").glob("*.subject")}
    assert written >= KINDS
    for name in written:
        assert {(LETTERS / "nl" / f"{name}.{part}").is_file() for part in ("subject", "txt", "html")} == {True}


def test_whatever_is_told_in_chat_has_words_for_the_chat() -> None:
    told = {text for file in product() for call in file.calls("tell", "tell_others") for text in said(call)} & KINDS
    in_chat = {path.stem for path in (LETTERS / "nl").glob("*.chat")}
    assert told
    assert told <= in_chat
