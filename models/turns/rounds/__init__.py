"""What a round that opens, moves or closes does to its applications."""
