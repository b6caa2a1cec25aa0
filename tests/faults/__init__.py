"""Long trials of what the product must survive; each prints the line that counts."""
