"""What keeps a list from being read."""


class ManifestError(Exception):
    """The list cannot be read, or not to its end; the text says where and what to do."""
