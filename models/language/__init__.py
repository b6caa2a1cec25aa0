"""Words for people: sentences per language, moments in words, texts made harmless."""
