"""A letter as a mail: its headers, its parts, and what hostile words cannot do to them."""

from datetime import UTC, datetime
from email import message_from_bytes
from email.message import EmailMessage
from email.policy import default

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reminders.letter import Enclosure, Letter
from reminders.mail_message import NotAMailbox, compose, mailbox, stable_message_id

NOW = datetime(2021, 11, 12, 22, 59, 59, tzinfo=UTC)
HOSTILE = [
    "a\r\nBcc: x@x.be",
    "a\nX-Evil: 1",
    "a\rb",
    "a\0b",
    "\u202egnp.exe",
    "a\u2028Bcc: x@x.be",
    "a\x85b",
    "\ud800 half",
    "e" + "\u0301" * 10_000,
    "=?utf-8?q?=0ABcc:_x=40x.be?=",
    "x" * 5_000,
    '"; filename="b.exe',
    "",
]


def mail(subject: str = "Ontvangen", text: str = "Dag", **changes) -> EmailMessage:
    enclosures = changes.pop("enclosures", ())
    letter = Letter(language="nl", subject=subject, text=text, html="<p>Dag</p>", enclosures=enclosures)
    given = {
        "sender": "Kernbot <bot@kernbot.be>",
        "recipient": "jan@voorbeeld.be",
        "message_id": "<1@kernbot.be>",
        "now": NOW,
    }
    return compose(letter, **given | changes)


def read_back(message: EmailMessage) -> EmailMessage:
    return message_from_bytes(message.as_bytes(), policy=default)


def test_a_mail_has_the_headers_of_an_automatic_mail():
    read = read_back(mail(reply_to="An Claes <an@voorbeeld.be>", headers={"In-Reply-To": "<0@kernbot.be>"}))
    assert dict(read.items()) | {"Content-Type": ""} == {
        "From": "Kernbot <bot@kernbot.be>",
        "To": "jan@voorbeeld.be",
        "Reply-To": "An Claes <an@voorbeeld.be>",
        "Subject": "Ontvangen",
        "Date": "Fri, 12 Nov 2021 22:59:59 +0000",
        "Message-ID": "<1@kernbot.be>",
        "Content-Language": "nl",
        "Auto-Submitted": "auto-generated",
        "X-Auto-Response-Suppress": "All",
        "In-Reply-To": "<0@kernbot.be>",
        "MIME-Version": "1.0",
        "Content-Type": "",
    }


def test_a_mail_says_the_same_plain_and_as_html_and_brings_its_files():
    pdf = Enclosure(name="ontvangstbewijs.pdf", media_type="application/pdf", content=b"%PDF\x00\xff")
    read = read_back(mail(text="Één € ş ✓", enclosures=(pdf,)))
    assert read.get_body(("plain",)).get_content().strip() == "Één € ş ✓"
    assert read.get_body(("html",)).get_content().strip() == "<p>Dag</p>"
    [attached] = read.iter_attachments()
    assert (attached.get_filename(), attached.get_content_type()) == ("ontvangstbewijs.pdf", "application/pdf")
    assert attached.get_content() == b"%PDF\x00\xff"


def test_a_mail_is_ascii_on_the_line_with_lines_that_every_server_takes():
    content = mail(subject="Gemeente Sint-Jan – Ω", text="€" * 5_000 + "\n" + "x" * 5_000).as_bytes()
    assert content.isascii()
    assert max(len(line) for line in content.split(b"\r\n")) <= 998


def test_a_long_subject_keeps_each_space():
    subject = "De aanvraag van Sint-Katelijne-Waver is ontvangen, met nummer PROF-2021-2-0007, op vrijdag 12 november"
    assert read_back(mail(subject=subject))["Subject"] == subject


@pytest.mark.parametrize("hostile", HOSTILE)
def test_hostile_words_add_no_header_and_no_part(hostile):
    enclosure = Enclosure(name=hostile, media_type="application/pdf", content=b"%PDF")
    message = mail(
        subject=hostile,
        text=hostile.replace("\ud800", "?"),
        sender=f"{hostile} <bot@kernbot.be>" if hostile.isprintable() else "bot@kernbot.be",
        headers={"References": hostile},
        enclosures=(enclosure,),
    )
    assert_nothing_added(message)


@given(st.text(st.characters(exclude_categories=[]), max_size=60))
def test_no_words_at_all_add_a_header(words):
    enclosure = Enclosure(name=words, media_type="application/pdf", content=b"%PDF")
    assert_nothing_added(mail(subject=words, headers={"References": words}, enclosures=(enclosure,)))


def assert_nothing_added(message: EmailMessage) -> None:
    read = read_back(message)
    assert set(read.keys()) == set(mail(headers={"References": "x"}).keys())
    assert [address.addr_spec for address in read["To"].addresses] == ["jan@voorbeeld.be"]
    assert len(list(read.iter_attachments())) == 1
    [attached] = read.iter_attachments()
    assert set(attached.keys()) == {"Content-Type", "Content-Transfer-Encoding", "Content-Disposition", "MIME-Version"}
    head = message.as_bytes().split(b"\r\n\r\n")[0]
    assert b"\0" not in head
    assert "\u202e" not in read["Subject"]


@pytest.mark.parametrize(
    "address",
    [
        "",
        "jan",
        "@voorbeeld.be",
        "jan@",
        "jan@voorbeeld.be, an@voorbeeld.be",
        "jan@voorbeeld.be\r\nBcc: an@voorbeeld.be",
        "jan@voorbeeld.be\nan@voorbeeld.be",
        "jan@voor beeld.be",
        "jan@voorbeeld.be\0",
        "<jan@voorbeeld.be> an@voorbeeld.be",
        '"jan"@voorbeeld.be',
        "jan@" + "x" * 70 + "é.be",
        "Ploeg: jan@voorbeeld.be;",
    ],
)
def test_what_is_not_one_plain_address_is_refused(address):
    with pytest.raises(NotAMailbox):
        mailbox(address)


def test_a_name_goes_along_without_its_tricks():
    address = mailbox("Jan\u202e\r\n Peeters, dienst <jan@voorbeeld.be>")
    assert (address.display_name, address.addr_spec) == ("Jan Peeters, dienst", "jan@voorbeeld.be")
    assert mailbox('"Peeters, Jan" <jan@voorbeeld.be>').display_name == "Peeters, Jan"


def test_a_domain_with_accents_goes_in_its_ascii_form():
    assert mailbox("jan@gemeenté.be").addr_spec == "jan@xn--gemeent-hya.be"


def test_the_message_id_is_the_same_for_the_same_key_alone():
    first = stable_message_id("receipt:7:1", "kernbot.be")
    assert first == stable_message_id("receipt:7:1", "kernbot.be")
    assert first != stable_message_id("receipt:7:2", "kernbot.be")
    assert first.endswith("@kernbot.be>")
    assert "receipt" not in first
