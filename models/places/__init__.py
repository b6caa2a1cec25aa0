"""The municipalities of Flanders, how people write them, and which mailboxes are theirs."""
