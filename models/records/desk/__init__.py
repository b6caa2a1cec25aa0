"""What officers see, decide and do."""
