"""The commands of the operator, one file for each family."""
