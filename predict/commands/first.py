"""The first argument may name a command; where it does not, it is a file to read."""

from typing import Any

from typer.core import TyperGroup

READ = "read files"
"""The name of the command that has none; no single argument is this."""


class FirstArgument(TyperGroup):
    """Commands of which one needs no name. A file that is called as a command is ``./NAME``."""

    def make_context(
        self,
        info_name: str | None,
        args: list[str],
        parent: Any = None,  # noqa: ANN401
        **extra: Any,  # noqa: ANN401
    ) -> Any:  # noqa: ANN401  # typer's classes are private
        """Return the context of the group for a named command, else that of the other one."""
        if args and args[0] in self.commands:
            return super().make_context(info_name, args, parent, **extra)
        return self.commands[READ].make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: Any) -> Any:  # noqa: ANN401
        """Run what the context is of."""
        return super().invoke(ctx) if ctx.command is self else ctx.command.invoke(ctx)
