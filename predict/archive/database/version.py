"""The number of a database's tables."""

from predict.errors import InputError

VERSION = 2
"""Goes up with every change of the tables or of ``folding.fold``; ``migrations`` gets a step."""


def refuse_newer(number: int, *, known: int = VERSION) -> None:
    """Check that tables are not of a version that this program does not know.

    :param number: theirs
    :param known: the newest that is known
    :raises InputError: if they are
    """
    if number > known:
        raise InputError(
            f"its tables are of version {number}, and this nhandang knows them up to {known}; "
            "install a newer one"
        )
