"""What was sent, as officers see it: lists, a case, its versions, what waits beside it."""
