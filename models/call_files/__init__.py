"""How a call file is read and checked, every mistake named."""
