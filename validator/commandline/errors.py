"""What keeps a command from running."""


class CommandError(Exception):
    """The command cannot run, or not to its end; the text says what, where and what to do."""
