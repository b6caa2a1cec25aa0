"""The Bot API on this machine: chats, messages and files without a network, for the terminal, the web and the tests."""
