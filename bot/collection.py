"""When Python looks for objects to throw away: not while everything is being loaded.

Loading makes some 200,000 objects that stay. To look through them again and again took 0.1 of 0.7 s at the start, and
then a tenth of every turn.
"""

import gc


def put_off() -> None:
    """Collect nothing until `begin`."""
    gc.disable()


def begin() -> None:
    """Collect from now on, and leave alone what is there; do nothing unless it was put off."""
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
