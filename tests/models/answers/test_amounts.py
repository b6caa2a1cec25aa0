"""Amounts of money and hours of the day as officers type them."""

import pytest

from models.answers.amounts import read_cents, read_hour


@pytest.mark.parametrize(
    ("said", "cents"),
    [
        ("12.500", 1_250_000),
        ("12 500 euro", 1_250_000),
        ("€ 12.500,00", 1_250_000),
        ("12500", 1_250_000),
        ("12,500", 1_250_000),
        ("EUR 12,500.75", 1_250_075),
        ("12.500,75", 1_250_075),
        ("€12.500,-", 1_250_000),
        ("12.50", 1_250),
        ("1.250.000", 125_000_000),
        ("12\u00a0500,50 euro", 1_250_050),
        ("10.000.000", 1_000_000_000),
        ("0", 0),
        ("ongeveer 12.500 euro", 1_250_000),
        ("€ 12.500 excl. btw", 1_250_000),
        ("12.500 euro incl. btw", 1_250_000),
        ("12.500,75 euro (exclusief btw)", 1_250_075),
        ("€ 12.500,- excl. BTW.", 1_250_000),
        ("12,500 euro excluding VAT", 1_250_000),
        ("12.500 euro voor de begeleiding", 1_250_000),
        ("12.500 in totaal", 1_250_000),
    ],
)
def test_an_amount_is_read_in_whole_cents(said: str, cents: int) -> None:
    assert read_cents(said) == cents


@pytest.mark.parametrize(
    "said",
    [
        "",
        "euro",
        "-5",
        "12.500,5",
        "12.5",
        "12.500 of 13.000",
        "3 keer 100",
        "5k",
        "twaalf en half",
        "10.000.001",
        "1e6",
        "4 oktober",
        "29 oktober 2021",
        "3 winkels",
        "4 okt",
        "4 May",
        "6 uren",
        "10 dagen",
        "500 euro per dag",
        "3 leegstaande panden",
        "50 %",
        "2 experts",
    ],
)
def test_what_is_no_single_amount_is_not_guessed(said: str) -> None:
    assert read_cents(said) is None


@pytest.mark.parametrize(
    ("said", "hour"),
    [
        ("14.30", "14:30"),
        ("14u30", "14:30"),
        ("14:30 uur", "14:30"),
        ("14h30", "14:30"),
        ("om 9 uur", "09:00"),
        ("9:05", "09:05"),
        ("14", "14:00"),
        ("2.30 pm", "14:30"),
        ("12 am", "00:00"),
        ("12 pm", "12:00"),
        ("23.59", "23:59"),
        ("0.00", "00:00"),
    ],
)
def test_an_hour_is_read(said: str, hour: str) -> None:
    assert read_hour(said) == hour


@pytest.mark.parametrize("said", ["", "24.00", "25", "half drie", "14.60", "14.3", "13 pm", "0 am", "na de middag"])
def test_what_is_no_hour_is_not_guessed(said: str) -> None:
    assert read_hour(said) is None
