"""What follows a selection: the interview, what is arranged, the advice at the end."""
