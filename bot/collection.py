"""When Python looks for objects to throw away: not while everything is being loaded, and then seldom.

Loading makes some 200,000 objects that stay. To look through them again and again took 0.1 of 0.7 s at the start, and
then a tenth of every turn.

What is made in a turn is nearly all thrown away without that search, which is for objects that point at each other. A
hundred turns at once hold some 100,000 objects that live for a moment; to look through those every 700 new ones, as
Python does, took another seventh of every turn.
"""

import gc

NEW_OBJECTS = 50_000  # before Python looks through them; a few megabytes, and so few that nobody waits for it


def put_off() -> None:
    """Collect nothing until `begin`."""
    gc.disable()


def begin() -> None:
    """Collect from now on, and leave alone what is there; do nothing unless it was put off."""
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(NEW_OBJECTS)
        gc.enable()
