"""How a mistake in a call file is told: one sentence that names file, item and field."""

from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake: `where` names item and field ("" for the file as a whole), `what` says what is wrong."""

    where: str
    what: str

    def sentence(self, file_name: str) -> str:
        """Return the sentence that a person reads."""
        return ": ".join(part for part in (file_name, self.where, self.what) if part)


class BrokenCallFile(ValueError):
    """A call file holds mistakes; `mistakes` has a sentence for each of them."""

    def __init__(self, file_name: str, mistakes: Iterable[Mistake]) -> None:
        self.mistakes = tuple(dict.fromkeys(mistake.sentence(file_name) for mistake in mistakes))
        super().__init__("\n".join(self.mistakes))


def field_of(place: str, name: str) -> str:
    """Return the `where` of a field: 'item 8c, field "when"'."""
    return f'{place}, field "{name}"' if place else f'field "{name}"'


def no_such(what: str, said: str, known: Iterable[str]) -> str:
    """Return 'there is no item "themas"; did you mean "themes"?', or what there is when nothing comes near."""
    from difflib import get_close_matches

    names = sorted(known)
    near = get_close_matches(said, names, n=1)
    if near:
        return f'there is no {what} "{said}"; did you mean "{near[0]}"?'
    return f'there is no {what} "{said}"' + (f"; there is: {', '.join(names)}" if 0 < len(names) <= 12 else "")
