"""Every mail of the corpus leads to what the table says."""

import pytest

from tests.mail_corpus.led_to import led_to
from tests.mail_corpus.specimen import Specimen
from tests.mail_corpus.table import EVERY


@pytest.mark.parametrize("specimen", EVERY, ids=lambda specimen: specimen.name)
def test_the_mail_leads_to_what_the_table_says(specimen: Specimen) -> None:
    assert led_to(specimen) == specimen.leads_to


def test_the_corpus_holds_each_mail_once_and_more_than_sixty() -> None:
    assert len({specimen.name for specimen in EVERY}) == len(EVERY) >= 60
