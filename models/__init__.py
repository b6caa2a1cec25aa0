"""Facts and rules; imports none of the other packages."""
