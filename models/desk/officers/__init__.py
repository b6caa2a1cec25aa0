"""Who works at the desk: invited, logged in, ended, and how they come in."""
