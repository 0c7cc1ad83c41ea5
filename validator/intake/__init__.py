"""How files get in: streamed into a content-addressed spool; names are data, never paths."""
