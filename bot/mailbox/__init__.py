"""The mailbox: mails are fetched and stored here, from a folder or by IMAP, and then given to the rules."""
