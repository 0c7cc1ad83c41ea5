"""What keeps a list from being read."""


class ManifestError(Exception):
    """The list cannot be read, or not to its end; the text says where and what to do."""


class UnknownColumns(ManifestError):
    """No column is known by its head to be a UID: somebody has to say which one it is."""
