"""What the agency decides: prepared, taken, undone, told, and what follows from it."""
