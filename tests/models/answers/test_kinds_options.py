"""Reading options: one or several, as people name them."""

import pytest

from models.answers.kinds_options import read_choice, read_several, shown_options
from models.answers.reading import Reading
from models.calls.call import Item, Kind, Limits, Option, Words

WORDS = Words(nl="x", en="x")
FIELDS = [
    ("ordening", "ruimtelijke ordening", "spatial planning"),
    ("vastgoed", "vastgoed en leegstand", "property and vacancy"),
    ("winkels", "winkelconcepten", "shop concepts"),
    ("ecommerce", "e-commerce", "e-commerce"),
    ("events", "feesten, markten, braderijen en evenementen", "fairs, markets and events"),
    ("mobiliteit", "mobiliteit en parkeren", "mobility and parking"),
    ("kader", "juridisch kader", "legal framework"),
    ("welzijn", "beëindiging", "ending"),
]
ALL = [key for key, _, _ in FIELDS]


def item(*options: tuple[str, str, str], required: bool = True, **limits: int) -> Item:
    return Item(
        number="1",
        key="fields",
        kind=Kind.SEVERAL,
        title=WORDS,
        short=WORDS,
        why=WORDS,
        example=WORDS,
        required=required,
        minutes=1,
        options=tuple(Option(key=key, words=Words(nl=nl, en=en)) for key, nl, en in options or FIELDS),
        limits=Limits(**limits),
    )


@pytest.mark.parametrize(
    ("said", "key"),
    [
        ("ordening", "ordening"),
        ("Ruimtelijke Ordening", "ordening"),
        ("spatial planning", "ordening"),
        ("1", "ordening"),
        ("[2]", "vastgoed"),
        ("nr. 3", "winkels"),
        ("optie 8", "welzijn"),
        ("8.", "welzijn"),
        ("BEEINDIGING", "welzijn"),
        ("e commerce", "ecommerce"),
        ("✓ winkelconcepten", "winkels"),
        ("win", "winkels"),
        ("leegstand", "vastgoed"),
        ("parkeren", "mobiliteit"),
        ("winkelconcpten", "winkels"),
        ("jurdisch kader", "kader"),
        ("juirdisch kader", "kader"),
    ],
)
def test_an_option_is_recognised_by_key_label_number_start_word_or_one_slip(said, key):
    assert read_choice(item(), said) == Reading(value=key)


@pytest.mark.parametrize(
    "said",
    ["0", "9", "999", "9" * 5000, "wi", "winklconcpten", "iets anders", "1 of 2", "en", "?", "ordening en kader"],
)
def test_what_fits_no_option_is_asked_again(said):
    assert read_choice(item(), said) == Reading(value=None, problem="choice")


TWINS = [("stad", "stadskern", "city"), ("stadsrand", "stadsrand", "edge"), ("bad", "badstad oost", "bath"),
         ("bed", "badstad west", "bed")]  # fmt: skip


@pytest.mark.parametrize(
    ("said", "key"), [("stad", "stad"), ("stads", None), ("stadsr", "stadsrand"), ("badstad", None)]
)
def test_an_exact_name_wins_and_a_tie_is_asked(said, key):
    assert read_choice(item(*TWINS), said).value == key


def test_one_slip_is_forgiven_only_when_one_option_is_that_near():
    near = item(("a", "halle", "halle"), ("b", "malle", "malle"), ("c", "gent", "gent"))
    assert read_choice(near, "balle").value is None
    assert read_choice(near, "halla").value == "a"
    assert read_choice(near, "genk").value is None


@pytest.mark.parametrize(
    ("said", "keys"),
    [
        ("winkelconcepten", ["winkels"]),
        ("vooral winkelconcepten en misschien ook 1", ["ordening", "winkels"]),
        ("1, 3 en 5", ["ordening", "winkels", "events"]),
        ("5;3;1", ["ordening", "winkels", "events"]),
        ("1 3 5", ["ordening", "winkels", "events"]),
        ("1+3", ["ordening", "winkels"]),
        ("1\n3\n", ["ordening", "winkels"]),
        ("3, 3, 3", ["winkels"]),
        ("vastgoed en leegstand", ["vastgoed"]),
        ("leegstand en vastgoed", ["vastgoed"]),
        ("vastgoed en leegstand en mobiliteit en parkeren", ["vastgoed", "mobiliteit"]),
        ("feesten, markten, braderijen en evenementen, e-commerce", ["ecommerce", "events"]),
        ("mobility and parking and legal framework", ["mobiliteit", "kader"]),
        ("- winkels\n- kader", ["winkels", "kader"]),
        ("• winkels\n• kader.", ["winkels", "kader"]),
        ("alles", ALL),
        ("Allemaal!", ALL),
        ("alle 8", ALL),
        ("all", ALL),
    ],
)
def test_several_options_keep_the_order_of_the_checklist(said, keys):
    assert read_several(item(), said) == Reading(value=keys)


@pytest.mark.parametrize("said", ["1, 9", "winkels en iets anders", "alles behalve 3", "1-3", ",", "???", "1," * 500])
def test_one_unknown_part_leaves_the_whole_unread(said):
    assert read_several(item(), said) == Reading(value=None, problem="several")


@pytest.mark.parametrize(
    ("required", "limits", "reading"),
    [
        (True, {}, Reading(value=None, problem="too_few")),
        (False, {}, Reading(value=[])),
        (False, {"least": 1}, Reading(value=None, problem="too_few")),
        (True, {"least": 0}, Reading(value=[])),
    ],
)
def test_none_is_an_answer_only_where_it_may_be(required, limits, reading):
    assert read_several(item(required=required, **limits), "geen") == reading


def test_an_option_called_none_is_an_option():
    assert read_several(item(("n", "geen", "none"), ("a", "alles", "all")), "geen").value == ["n"]
    assert read_several(item(("n", "geen", "none"), ("a", "alles", "all")), "alles").value == ["a"]


@pytest.mark.parametrize(
    ("said", "value", "problem"),
    [
        ("1", ["ordening"], "too_few"),
        ("1, 2", ["ordening", "vastgoed"], None),
        ("1, 2, 3", ["ordening", "vastgoed", "winkels"], None),
        ("1, 2, 3, 4", None, "too_many"),
    ],
)
def test_too_few_is_kept_and_too_many_is_not(said, value, problem):
    assert read_several(item(least=2, most=3), said) == Reading(value=value, problem=problem)


def test_all_labels_together_read_back():
    assert read_several(item(), shown_options(item(), ALL, "nl")).value == ALL
    assert read_several(item(), shown_options(item(), ALL, "en")).value == ALL
