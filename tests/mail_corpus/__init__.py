"""Mails as people and machines write them, and what each leads to: `python -m tests.mail_corpus` prints the table."""
