"""After the selection: the evaluation of a guidance, and its story in the showcase."""
