"""What happens because time passes, and how a message leaves."""
