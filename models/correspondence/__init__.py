"""How a mail enters the rules: whose case it is about, what it fills in, and what is answered to it."""
