"""From hello to receipt."""

import email
import email.policy

from models.records.applications.receipt import check_receipt
from tests.fakes.conversation import Town

MAILBOX = "an.peeters@heist-op-den-berg.be"


async def test_a_clerk_goes_from_hello_to_receipt(town: Town) -> None:
    chat = await town.complete("An", MAILBOX)

    ready = await chat.says("/indienen")
    assert "Dit dien je in voor Heist-op-den-Berg" in ready
    sent = await chat.presses("Ja, indienen")

    assert "PROF-2021-2-0001" in sent
    receipt = email.message_from_bytes((await town.mails())[-1].read_bytes(), policy=email.policy.default)
    assert receipt["To"] == MAILBOX
    pdf, file = receipt.iter_attachments()
    assert pdf.get_content().startswith(b"%PDF-")
    text = file.get_content().decode()
    assert check_receipt(text).valid
    assert not check_receipt(text.replace("Itegem", "Itegam", 1)).valid
