"""Texts for people: catalogues of sentences per language, with values filled in."""

import tomllib
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

LANGUAGES = ("nl", "en")


def _as_is(value: str) -> str:
    return value


@dataclass(frozen=True, slots=True)
class Catalogue:
    """The sentences of one side of the house, by language and dotted key."""

    sentences: Mapping[str, Mapping[str, str]]
    escape: Callable[[str], str] = _as_is

    def say(self, key: str, language: str, /, **values: object) -> str:
        """Return the sentence `key` with `values` filled in, each escaped for where it is shown.

        With a value `count`, `key.one` is used for 1 and `key.other` for the rest when the catalogue has them.

        Raises:
            KeyError: no such sentence, or a value is missing.
        """
        sentences = self.sentences[language]
        if "count" in values and key not in sentences:
            key = f"{key}.one" if values["count"] == 1 else f"{key}.other"
        sentence = sentences[key]
        if not values:
            return sentence.replace("{{", "{").replace("}}", "}") if "{{" in sentence else sentence
        return sentence.format_map({name: self.escape(str(value)) for name, value in values.items()})

    def has(self, key: str) -> bool:
        """Return whether there is a sentence `key`."""
        return key in self.sentences["nl"]


def load_catalogue(folder: Path, escape: Callable[[str], str] = _as_is) -> Catalogue:
    """Read every `nl.toml`, `desk.nl.toml` ... in `folder`, by language; nested tables become dotted keys."""
    return Catalogue({language: _sentences(folder, language) for language in LANGUAGES}, escape)


def _sentences(folder: Path, language: str) -> dict[str, str]:
    paths = [folder / f"{language}.toml", *sorted(folder.glob(f"*.{language}.toml"))]
    return {key: sentence for path in paths for key, sentence in _flat(_read(path)).items()}


def _read(path: Path) -> dict[str, object]:
    with path.open("rb") as file:
        return tomllib.load(file)


def _flat(table: Mapping[str, object], prefix: str = "") -> dict[str, str]:
    sentences: dict[str, str] = {}
    for name, value in table.items():
        key = f"{prefix}{name}"
        if isinstance(value, Mapping):
            sentences |= _flat(value, f"{key}.")
        else:
            sentences[key] = str(value).strip("\n")
    return sentences


@lru_cache(maxsize=1)
def words() -> Catalogue:
    """Return the words that every side of the house uses: stages, states, problems, months."""
    return load_catalogue(Path(__file__).parent / "words")
