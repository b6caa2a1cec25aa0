"""kernbot demo: the call of 2021, replayed on a simulated clock by people who talk to the real Kernbot."""
