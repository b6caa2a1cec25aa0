"""In which form a file of the figures is asked for: the ending of its address."""

from collections.abc import Iterable
from typing import TypeVar

from bot.web.desk.visiting import Desk

Form = TypeVar("Form", bound=str)


def form_of(desk: Desk, forms: Iterable[Form]) -> Form:
    """Return the one of `forms` in which the address ends; the doors are those of these forms alone."""
    ending = desk.request.url.path.rpartition(".")[2]
    return next(form for form in forms if form == ending)
