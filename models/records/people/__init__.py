"""People, their mailboxes and chats, and what vouches for them."""
