"""How each view looks in chat: one function for each, by the type of the view."""
