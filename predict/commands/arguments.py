"""Options that take several values: ``--gold A B`` for ``--gold A --gold B``."""

from collections.abc import Container, Sequence

from typer.core import TyperGroup

_SEVERAL = ("--gold", "--corpus", "--set", "--shares")


class SeveralValues(TyperGroup):
    """A group of commands whose options may be followed by several values."""

    def parse_args(self, ctx: object, args: list[str]) -> list[str]:
        """Repeat the option before each of its values, then go on as usual."""
        spread = spread_values(args, options=_SEVERAL, commands=self.commands)
        return super().parse_args(ctx, spread)  # type: ignore[arg-type]  # the class is private


def spread_values(
    arguments: Sequence[str], *, options: Container[str], commands: Container[str]
) -> list[str]:
    """Repeat an option before each value that follows it.

    Its values end at the next option, at the name of a command, or, for good, at ``--``.

    :param arguments: what stands behind the program's name
    :param options: the options that take several values
    :param commands: the names of commands; a file of that name is written ``./name``
    """
    spread: list[str] = []
    option, has_value = "", False
    for i, argument in enumerate(arguments):
        if argument == "--":
            return [*spread, *arguments[i:]]
        if argument in commands and (has_value or not option):
            option = ""
        elif argument.startswith("--"):
            option, has_value = argument.partition("=")[0], "=" in argument
            option = option if option in options else ""
        elif option and has_value:
            spread.append(option)
        else:
            has_value = True
        spread.append(argument)
    return spread
