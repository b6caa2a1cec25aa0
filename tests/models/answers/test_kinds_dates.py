"""Reading days as people write them."""

from datetime import date

import pytest

from models.answers.kinds_dates import read_date
from models.answers.reading import Reading

ON = date(2021, 10, 20)


@pytest.mark.parametrize(
    "said",
    ["4 november 2021", "4 nov 2021", "4 nov. 2021", "4/11/2021", "04-11-2021", "4.11.21", "4 11 2021", "2021-11-04",
     "2021/11/4",
     "4 november '21", "4de november 2021", "op 4 november 2021.", "4nov2021", "donderdag 4 november", "do 4 nov",
     "do. 4/11",
     "4 november", "4/11", "November 4, 2021", "Nov 4th", "4th of November 2021", "Thursday, 4 November 2021",
     "4 NOVEMBER 2021"],
)  # fmt: skip
def test_a_day_is_read_in_every_usual_way(said):
    assert read_date(said, on=ON) == Reading(value="2021-11-04")


@pytest.mark.parametrize(
    ("said", "day"),
    [("eergisteren", 18), ("gisteren", 19), ("vandaag", 20), ("today", 20), ("Morgen!", 21), ("overmorgen", 22)],
)
def test_a_day_near_today_may_be_named(said, day):
    assert read_date(said, on=ON).value == f"2021-10-{day}"


@pytest.mark.parametrize(
    ("said", "on", "day"),
    [
        ("20 april", date(2021, 10, 20), "2022-04-20"),  # 182 days ahead, 183 back
        ("21 april", date(2021, 10, 20), "2021-04-21"),  # 183 ahead, 182 back
        ("1 januari", date(2021, 12, 31), "2022-01-01"),
        ("31 december", date(2022, 1, 1), "2021-12-31"),
        ("29 februari", date(2024, 1, 5), "2024-02-29"),
        ("29 februari", date(2023, 11, 5), "2024-02-29"),
        ("4 november", date(2022, 5, 10), "2022-11-04"),
        ("donderdag 4 november", date(2022, 5, 10), "2021-11-04"),
        ("vrijdag 4 november", date(2022, 5, 10), "2022-11-04"),
    ],
)
def test_without_a_year_the_nearest_day_is_meant(said, on, day):
    assert read_date(said, on=on).value == day


@pytest.mark.parametrize(
    ("said", "reading"),
    [
        ("31 maart 2022", Reading(value="2022-03-31")),
        ("31 april 2022", Reading(value=None, problem="no_such_day")),
        ("29 februari 2024", Reading(value="2024-02-29")),
        ("29 februari 2022", Reading(value=None, problem="no_such_day")),
        ("29 februari", Reading(value=None, problem="no_such_day")),
        ("0 november", Reading(value=None, problem="no_such_day")),
        ("11/13/2021", Reading(value=None, problem="no_such_day")),
        ("31/12/2031", Reading(value="2031-12-31")),
        ("1/1/2032", Reading(value=None, problem="date_far")),
        ("1/1/2011", Reading(value="2011-01-01")),
        ("31/12/2010", Reading(value=None, problem="date_far")),
        ("woensdag 4 november 2021", Reading(value=None, problem="wrong_weekday")),
        ("vrijdag 4 november", Reading(value=None, problem="wrong_weekday")),
    ],
)
def test_a_day_that_cannot_be_meant_is_asked_again(said, reading):
    assert read_date(said, on=ON) == reading


@pytest.mark.parametrize(
    "said",
    [
        "4 november 2021 om 20 uur",
        "het college besliste op donderdag 4 november 2021 om 14u",
        "op 4 november (20.30 uur)",
        "college van 4 november 2021",
        "vergadering over de kern van donderdag 4 november",
        "het college keurde het na overleg goed op 4 november 2021",
    ],
)
def test_the_one_day_that_a_sentence_names_is_read(said):
    assert read_date(said, on=ON) == Reading(value="2021-11-04")


@pytest.mark.parametrize(
    "said",
    ["binnenkort", "november 2021", "2021", "4", "maandag", "volgende week", "4,5", "20211104",
     "tussen 3 en 5 november", "zitting 12 van 4 november", "vanaf maart 2021",
     "niet voor 4 november", "vóór donderdag 4 november", "4 november of later", "4 november of vroeger",
     "in de week van 4 november", "de week na 4 november", "na 4 november", "tussen 4 en 8 november",
     "tussen vandaag en 4 november", "vanaf 4 november", "rond 4 november", "uiterlijk 4 november", "tot 4 november",
     "before 4 November", "after the 4th of November", "4 November or later", "the week of 4 November",
     "between now and 4 November", "from 4 November", "around 4 November", "not on 4 November", "4 november past niet",
     "4 of 5 november", "ma di 4 november", "4 novembre x", "004 november", "4 november 021",
     "1" * 5000, "4 " * 40, "?"],
)  # fmt: skip
def test_what_is_no_day_is_asked_again(said):
    assert read_date(said, on=ON) == Reading(value=None, problem="date")


@pytest.mark.parametrize(
    ("said", "day"),
    [("20 april", "2021-04-20"), ("20 oktober", "2021-10-20"), ("20 november", "2020-11-20"), ("vandaag", "2021-10-20"),
     ("14 juni 2021", "2021-06-14"), ("gisteren", "2021-10-19")],
)  # fmt: skip
def test_a_day_that_has_been_is_the_last_one_of_that_name(said, day):
    assert read_date(said, on=ON, past=True) == Reading(value=day)


@pytest.mark.parametrize("said", ["4 november", "4 november 2021", "21/10/2021", "morgen"])
def test_a_day_that_is_still_to_come_is_refused_where_it_must_have_been(said):
    assert read_date(said, on=ON, past=True) == Reading(value=None, problem="still_to_come")
    assert read_date(said, on=ON).problem is None


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("21 april", "2022-04-21"),  # the nearest would be that of this year
        ("20 oktober", "2021-10-20"),
        ("19 oktober", "2021-10-19"),  # no next one that is near: said to be over, not taken for next year's
        ("14 april 2021", "2021-04-14"),
        ("donderdag 21 april", "2022-04-21"),
    ],
)
def test_of_what_is_planned_the_next_day_is_meant(said, day):
    assert read_date(said, on=ON, ahead=ON) == Reading(value=day)


@pytest.mark.parametrize(
    ("said", "day"), [("1 maart", "2022-03-01"), ("morgen", "2021-10-21"), ("1 oktober", "2022-10-01")]
)
def test_what_ends_something_is_the_next_day_behind_its_begin_and_tomorrow_stays_tomorrow(said, day):
    assert read_date(said, on=ON, ahead=date(2022, 2, 1)) == Reading(value=day)
