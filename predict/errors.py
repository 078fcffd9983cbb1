"""What is raised where something that was given is wrong."""


class InputError(ValueError):
    """Something that was given is wrong; the message says what, where and what to do.

    Commands print it as one sentence. Any other ``ValueError`` is a fault of the program and keeps
    its traceback.
    """


class MissingExtraError(InputError, ImportError):
    """A part of this package was asked for whose libraries are not installed."""
