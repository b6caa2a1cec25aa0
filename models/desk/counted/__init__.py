"""Figures at the desk: counted now, drawn, frozen, compared."""
