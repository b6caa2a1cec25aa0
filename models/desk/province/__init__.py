"""What a province does: who stands where, whom to reach, claims, letters, and what they led to."""
