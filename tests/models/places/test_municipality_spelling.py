"""One form for all ways to write a name."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from models.places.municipality import rows
from models.places.municipality_spelling import LONGEST, normalised, squeezed, without_lead


@pytest.mark.parametrize(
    "said",
    [
        "Heist-op-den-Berg",
        "heist op den berg",
        "HEIST  OP DEN BERG",
        "Heist o/d Berg",
        "heist o.d. berg",
        "heist o d berg",
        "Heist‑op‑den‑Berg",  # non-breaking hyphens
        "Heist–op–den–Berg!",
        " «Heist-op-den-Berg»... ",
        "Heist\u200b-op-den-\u202eBerg",
        "gemeente Heist-op-den-Berg",
        "de gemeente Heist-op-den-Berg",
        "Gemeentebestuur van Heist-op-den-Berg",
        "Lokaal bestuur Heist-op-den-Berg",
        "OCMW Heist-op-den-Berg",
        "gemeente en OCMW Heist-op-den-Berg",
        "Ik werk voor Heist-op-den-Berg.",
        "ik werk voor de gemeente Heist-op-den-Berg",
        "Ik werk in Heist-op-den-Berg",
        "wij zijn Heist-op-den-Berg",
        "We zijn van de gemeente Heist-op-den-Berg",
        "Onze gemeente is Heist-op-den-Berg",
        "I work for Heist-op-den-Berg",
        "I work for the municipality of Heist-op-den-Berg",
        "municipality of Heist-op-den-Berg",
        "We are Heist-op-den-Berg",
        "Lokaal bestuur\nHeist-op-den-Berg\n",
    ],
)
def test_every_way_to_write_a_name_has_one_form(said):
    assert normalised(said) == "heist op den berg"


@pytest.mark.parametrize(
    "said", ["St-Niklaas", "St. Niklaas", "st niklaas", "Stad St.-Niklaas", "stadsbestuur Sint Niklaas"]
)
def test_st_is_sint(said):
    assert normalised(said) == "sint niklaas"


@pytest.mark.parametrize("apostrophe", ["'", "’", "‘", "ʼ", "´", "`", "′"])
def test_any_apostrophe_is_the_same(apostrophe):
    assert normalised(f"{apostrophe}s-Gravenwezel") == "s gravenwezel"


@pytest.mark.parametrize(
    "said", ["De Panne", "ik werk in De Panne", "gemeente De Panne", "wij zijn de gemeente De Panne"]
)
def test_the_article_of_a_name_stays(said):
    assert normalised(said) == "de panne"


def test_accents_do_not_count():
    assert normalised("Léau") == normalised("LÉAU") == normalised("Le\u0301au") == "leau"


@pytest.mark.parametrize("said", ["gemeente", "stad", "ocmw", "ik werk voor de stad"])
def test_a_leading_word_alone_is_kept(said):
    assert normalised(said)


def test_no_name_loses_its_beginning_as_a_leading_word():
    names = [row["place_name"] for row in rows("places.csv")] + [row["name"] for row in rows("municipalities.csv")]
    plain = [name.lower().replace("-", " ").replace(" '", " ").replace("'", "") for name in names]
    assert [normalised(name) for name in names] == plain
    assert [without_lead(name) for name in plain] == plain


def test_a_message_too_long_for_a_name_is_not_read():
    assert normalised("a" * LONGEST)
    assert normalised("a" * (LONGEST + 1)) == ""
    assert normalised(f"{' ' * 10_000}Gent{' ' * 10_000}") == "gent"


@pytest.mark.parametrize("said", ["", " ", "\x00", "...", "\u0301" * 10_000, "\ud800", "\u202e", "🙂"])
def test_what_holds_no_name_gives_nothing(said):
    assert normalised(said) == ""


@given(st.text())
def test_the_form_is_clean_and_stable(said):
    form = normalised(said)
    assert form == " ".join(form.split())
    assert squeezed(form) == "" or squeezed(form).isalnum()
