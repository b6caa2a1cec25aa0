"""Every mail of the corpus."""

from tests.mail_corpus import clients, machines, officers, styles, wrapping

EVERY = (*clients.SPECIMENS, *styles.SPECIMENS, *wrapping.SPECIMENS, *machines.SPECIMENS, *officers.SPECIMENS)
