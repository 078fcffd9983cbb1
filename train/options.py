"""Options of the training commands."""

from pathlib import Path
from typing import Annotated

import typer

Settings = Annotated[
    list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change one setting.")
]
ConfigFile = Annotated[Path, typer.Option("--config", help="A TOML file.")]
Resume = Annotated[bool, typer.Option(help="Go on where a run was interrupted.")]
Corpus = Annotated[list[Path], typer.Option(help="Text: .txt or .txt.xz, or folders of them.")]
Output = Annotated[Path, typer.Option(help="Where it goes.")]
Check = Annotated[
    Path | None, typer.Option("--check", help="Only measure this encoder on held-out text.")
]
Shares = Annotated[
    list[float] | None, typer.Option(help="Shares of the training articles: 0.25 0.5 1.")
]
Folds = Annotated[int, typer.Option(help="How many parts.")]
Seeds = Annotated[list[int] | None, typer.Option(help="One cross-validation for each.")]
Gold = Annotated[
    list[Path] | None, typer.Option(help="Files .ann or folders to measure on, a line for each.")
]
