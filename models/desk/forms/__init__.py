"""What officers fill in, field by field, in chat or on a page."""
