"""What is sent, sent again, withdrawn and checked."""
