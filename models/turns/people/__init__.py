"""Who works on an application: proven, invited, joined, handed over, left, and their own data."""
