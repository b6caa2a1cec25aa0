"""What happens when somebody says something: one rule for each thing that can be done."""
