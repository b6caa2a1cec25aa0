"""The composition root and the front doors: the only package that wires the others together."""
