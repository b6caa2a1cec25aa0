"""What one transaction is: how it is kept apart, what it holds back and foresees, and how it ends."""
