"""The clarity coach: right on the corpus, steady under harmless changes, quick on anything."""

import time
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from models.coach.clarity import COACH_VERSION, HINTS, Lack, Verdict, advice, hint, judge

ALL = tuple(HINTS)
CORPUS = Path(__file__).with_name("clarity_corpus.toml")
GOOD = (
    "In de Kerkstraat staan 12 van de 40 winkels leeg sinds de opening van het baanwinkelpark. "
    "De handelaars zien minder klanten. Binnen drie jaar willen we de helft weer open."
)


@dataclass(frozen=True, kw_only=True)
class Sample:
    id: str
    part: str
    language: str
    text: str
    clear: bool
    reason: str | None = None
    looks_for: tuple[str, ...] = ALL
    municipality: str | None = None
    places: frozenset[str] = frozenset()

    def judged(self, text: str | None = None) -> Verdict:
        said = self.text if text is None else text
        return judge(said, self.looks_for, municipality=self.municipality, places=self.places)


@cache
def corpus() -> tuple[Sample, ...]:
    with CORPUS.open("rb") as file:
        rows = tomllib.load(file)["text"]
    shaped = {"looks_for": tuple, "places": frozenset}
    return tuple(Sample(**{key: shaped.get(key, lambda value: value)(row[key]) for key in row}) for row in rows)


def of_part(part: str) -> list[Sample]:
    return [sample for sample in corpus() if sample.part == part]


def judged_clear() -> list[Sample]:
    return [sample for sample in corpus() if sample.judged().clear]


samples = st.sampled_from(corpus())
clear_samples = st.sampled_from(judged_clear())


# --- the corpus


def test_the_corpus_is_large_enough_and_every_text_has_its_own_name():
    dutch = [sample for sample in corpus() if sample.language == "nl"]
    held_out = [sample for sample in dutch if sample.part == "held_out"]
    assert len({sample.id for sample in corpus()}) == len(corpus())
    assert len({sample.text for sample in corpus()}) == len(corpus())
    for some, least in ((dutch, 40), (held_out, 15)):
        assert sum(sample.clear for sample in some) >= least
        assert sum(not sample.clear for sample in some) >= least
    assert sum(sample.language == "en" for sample in corpus()) >= 8


def test_every_unclear_text_of_the_corpus_names_a_reason_and_no_clear_one_does():
    assert all((sample.reason is None) == sample.clear for sample in corpus())
    assert {sample.reason for sample in corpus()} - {None} <= {lack.value for lack in Lack}


@pytest.mark.parametrize("clear", [True, False])
@pytest.mark.parametrize("part", ["dev", "held_out"])
def test_nine_out_of_ten_texts_are_judged_right(part, clear):
    texts = [sample for sample in of_part(part) if sample.clear is clear]
    right = [sample for sample in texts if sample.judged().clear is clear]
    assert len(right) >= 0.9 * len(texts)


@pytest.mark.parametrize("part", ["dev", "held_out"])
def test_nine_out_of_ten_unclear_texts_get_the_reason_a_reader_would_give(part):
    texts = [sample for sample in of_part(part) if not sample.clear]
    right = [sample for sample in texts if sample.reason in sample.judged().lacks]
    assert len(right) >= 0.9 * len(texts)


@pytest.mark.parametrize("language", ["nl", "en"])
@pytest.mark.parametrize("sample", corpus(), ids=lambda sample: sample.id)
def test_advice_is_one_sentence_that_names_at_most_two_lacks_and_comes_with_an_example(sample, language):
    verdict = sample.judged()
    sentence, example = advice(verdict, language), hint(verdict, language)
    assert sentence.endswith(".")
    assert sentence.count(".") == 1
    assert not {"!", "?", "\n", "{", "}"} & set(sentence)
    assert len(verdict.first) <= 2
    assert bool(example) is bool(verdict.lacks)
    assert not example or example.endswith(".")


# --- what it says


def test_the_sample_of_the_call_gets_the_sentence_of_the_call():
    verdict = judge("Er is leegstand.", ALL)
    assert not verdict.clear
    assert advice(verdict, "nl") == (
        "Dit is nog onduidelijk: ik lees niet waar het speelt en wat jullie willen bereiken."
    )
    assert advice(verdict, "en") == (
        "This is not clear yet: I do not read where it happens or what you want to achieve."
    )
    assert hint(verdict, "nl") == "In de Kerkstraat, tussen het dorpsplein en het station, staan veel winkels leeg."


def test_a_text_with_everything_is_clear_and_gets_no_example():
    verdict = judge(GOOD, ALL)
    assert verdict.clear
    assert verdict.lacks == ()
    assert advice(verdict, "nl") == "Dit is duidelijk."
    assert hint(verdict, "nl") == ""


def test_a_clear_text_still_hears_what_would_make_it_stronger():
    verdict = judge("De Kerkstraat loopt leeg door de hoge huren. De handelaars haken af. We willen weer volk.", ALL)
    assert verdict.clear
    assert verdict.lacks == (Lack.NUMBER,)
    assert advice(verdict, "nl").startswith("Dit is duidelijk; het wordt nog sterker als je ook schrijft")


def test_every_hint_that_is_met_names_the_words_that_meet_it():
    assert judge(GOOD, ALL).found == {
        Lack.PLACE: "kerkstraat",
        Lack.CAUSE: "sinds",
        Lack.AFFECTED: "handelaars",
        Lack.EFFECT: "willen we",
        Lack.NUMBER: "12 van de",
    }


def test_only_what_the_item_looks_for_is_judged():
    assert judge("Er is leegstand in heel wat straten.", ("place",)).lacks == (Lack.SUBSTANCE,)
    assert not set(judge("Er is leegstand.", ()).lacks) & set(HINTS)


def test_another_language_than_english_is_answered_in_dutch():
    assert advice(judge(GOOD, ALL), "fr") == "Dit is duidelijk."


def test_the_version_is_told_so_that_a_receipt_can_record_it():
    assert COACH_VERSION


# --- place


@pytest.mark.parametrize(
    "text",
    [
        "in de Kerkstraat",
        "op het dorpsplein",
        "aan de Grote Markt",
        "in de stationsbuurt",
        "langs de N10",
        "in de kern van Schriek",
        "rond de kerk",
        "in het centrum",
        "in onze oude dorpskern",
        "in Wijk Centrum",
        "de Sint-Jansstraat",
    ],
)
def test_a_street_a_square_or_a_part_of_town_says_where(text):
    assert Lack.PLACE in judge(f"Er staan te veel winkels leeg {text}.", ALL).found


@pytest.mark.parametrize(
    "text",
    [
        "in onze gemeente",
        "in de supermarkt",
        "op de arbeidsmarkt",
        "onderweg",
        "op straat",
        "door het baanwinkelpark",
        "op onze zaterdagmarkt",
    ],
)
def test_a_word_that_only_looks_like_a_place_does_not(text):
    assert Lack.PLACE not in judge(f"Er staan te veel winkels leeg {text}.", ALL).found


def test_a_part_of_the_municipality_says_where_and_its_own_name_does_not():
    places = frozenset({"Heist-op-den-Berg", "Schriek", "Booischot"})

    def found(text: str) -> bool:
        return Lack.PLACE in judge(text, ALL, municipality="Heist-op-den-Berg", places=places).found

    assert found("In Schriek is er leegstand.")
    assert found("BOOISCHOT kampt met leegstand.")
    assert not found("In Heist-op-den-Berg is er leegstand.")
    assert not found("In Mechelen is er leegstand.")


def test_a_place_that_is_also_a_plain_word_needs_a_word_that_leads_it_in():
    places = frozenset({"Meer", "Doel"})
    assert Lack.PLACE in judge("In Meer sloot de laatste winkel.", ALL, places=places).found
    assert Lack.PLACE not in judge("Ons doel is meer volk.", ALL, places=places).found


# --- number


@pytest.mark.parametrize(
    "text", ["12 panden", "17 %", "€ 500", "1 op 5", "twee jaar", "een derde", "de helft", "2.400 m²", "9 van de 40"]
)
def test_a_number_that_counts_something_is_a_number(text):
    assert Lack.NUMBER in judge(f"Het gaat om {text} bij ons.", ALL).found


@pytest.mark.parametrize("text", ["in 2021", "op 12 november", "zie bijlage 2", "Kerkstraat 12", "p. 5", "een winkel"])
def test_a_year_a_date_or_a_house_number_counts_nothing(text):
    assert Lack.NUMBER not in judge(f"Het gaat om {text}.", ALL).found


# --- what spoils a text


@pytest.mark.parametrize("text", ["Zie bijlage.", "cf. bijlage", "Nota in bijlage 3", "See attached.", "cfr. bijl. 1"])
def test_a_reference_to_an_attachment_alone_is_unclear(text):
    verdict = judge(text, ALL)
    assert not verdict.clear
    assert verdict.first[0] is Lack.ATTACHMENT_ONLY


@pytest.mark.parametrize("text", ["asdf asdf", "test test", "qsdf", "aaaaaaa", "azerty", "ja ja ja ja", "xxx xxx"])
def test_repeated_words_and_keys_struck_at_random_are_unclear(text):
    verdict = judge(text, ())
    assert not verdict.clear
    assert Lack.REPEATED in verdict.lacks


def test_policy_words_are_forgiven_where_a_place_is_named():
    jargon = "We kiezen voor een integrale, transversale en duurzame aanpak met alle stakeholders"
    assert Lack.JARGON in judge(f"{jargon}.", ALL).lacks
    assert Lack.JARGON not in judge(f"{jargon} in de Kerkstraat.", ALL).lacks
    assert Lack.JARGON not in judge(f"{jargon} in Schriek.", ALL, places=frozenset({"Schriek"})).lacks


@pytest.mark.parametrize("text", ["", " ", "\n", "?", "👍", "\u202e", "\ud800", "ا", "n.v.t.", "-", "0"])
def test_next_to_nothing_is_too_short_whatever_is_asked(text):
    for looks_for in ((), ("effect",), ALL):
        verdict = judge(text, looks_for)
        assert not verdict.clear
        assert Lack.SUBSTANCE in verdict.lacks


# --- steady


@given(samples, st.sampled_from([str.upper, str.lower, str.swapcase, str.title]))
def test_case_makes_no_difference(sample, change):
    assert sample.judged(change(sample.text)) == sample.judged()


@given(samples, st.text(" \t\n\u00a0\u2009", min_size=1, max_size=5))
def test_white_space_makes_no_difference(sample, space):
    assert sample.judged(space + space.join(sample.text.split()) + space) == sample.judged()


@given(samples, st.sampled_from("\u200b\u00ad\u202e\u2066\u0301\ufeff"))
def test_signs_that_are_not_seen_make_no_difference(sample, sign):
    assert sample.judged(sign.join(sample.text)) == sample.judged()


@given(clear_samples, st.sampled_from([0, 1]))
def test_a_clear_text_stays_clear_when_it_also_refers_to_an_attachment(sample, which):
    references = {"nl": ("Zie bijlage.", "\nZie ook de nota in bijlage 2."), "en": ("See attached.", "(cf. annex 1)")}
    assert sample.judged(f"{sample.text} {references[sample.language][which]}").clear


@given(clear_samples)
def test_a_clear_text_that_was_pasted_twice_stays_clear(sample):
    assert sample.judged(f"{sample.text}\n{sample.text}").clear


@given(samples)
def test_a_text_that_was_pasted_ten_times_is_repetition(sample):
    assume(any(sign.isalpha() for sign in sample.text))
    assert Lack.REPEATED in sample.judged("\n".join([sample.text] * 10)).lacks


@given(samples, clear_samples)
def test_a_hint_that_was_given_is_not_taken_back_by_saying_more(sample, more):
    assume(sample.language == more.language)
    before, after = sample.judged(), sample.judged(f"{sample.text} . {more.text}")
    assert set(before.found) & set(HINTS) <= set(after.found)


@given(
    st.text(max_size=400) | st.text("asdf zie bijlage.%€0123\u0301😀\n", max_size=400),
    st.lists(st.sampled_from([*ALL, "nonsense"]), unique=True).map(tuple),
    st.frozensets(st.text(max_size=12), max_size=4),
)
def test_whatever_is_said_there_is_a_verdict_with_its_reason(text, looks_for, places):
    verdict = judge(text, looks_for, municipality="Mol", places=places)
    assert verdict == judge(text, looks_for, municipality="Mol", places=places)
    assert list(verdict.lacks) == [lack for lack in Lack if lack in verdict.lacks]
    assert set(verdict.first) <= set(verdict.lacks)
    assert verdict.clear or verdict.lacks
    for language in ("nl", "en"):
        assert advice(verdict, language).count(".") == 1


# --- quick


def work_for(text: str) -> float:
    """Return the least processor time that a verdict took, so that what else runs on this machine does not count."""

    def once() -> float:
        start = time.process_time()
        judge(text, ALL)
        return time.process_time() - start

    return min(once() for _ in range(5))


@pytest.mark.parametrize(
    "text",
    [
        "a" * 100_000,
        "a " * 50_000,
        "é" * 100_000,
        "a" + "\u0301" * 100_000,
        "\u05b0\u05b1\u0323\u0307" * 25_000,
        "😀" * 100_000,
        "\u202e" * 100_000,
        "1." * 50_000,
        "we willen hulp " * 7_000,
        "zie " * 25_000,
        "in de " * 17_000,
        "van 1 % " * 12_000,
        " " * 100_000 + GOOD,
        GOOD * 600,
    ],
    ids=lambda text: repr(text[:12]),
)
def test_ten_times_the_text_is_no_more_than_about_ten_times_the_work(text):
    tenth = text[: len(text) // 10]
    assert work_for(text) < 30 * work_for(tenth) + 0.001  # a quadratic step would be a hundred times
