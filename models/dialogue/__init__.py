"""How a turn enters the rules: applied once, brought up to date, and a typed text taken for what it is."""
