"""What is kept of a person: given to them, erased, kept for as long as the call says."""
