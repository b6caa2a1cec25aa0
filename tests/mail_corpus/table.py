"""Every mail of the corpus."""

from tests.mail_corpus import clients, machines, plain_text, wrapping

EVERY = (*clients.SPECIMENS, *plain_text.SPECIMENS, *wrapping.SPECIMENS, *machines.SPECIMENS)
