"""``python -m predict serve``: answers over HTTP."""

import importlib
from typing import Any

import typer

from predict import BUNDLE
from predict.commands.failures import one_sentence

PASS_ON = {"allow_extra_args": True, "ignore_unknown_options": True}
"""How the command is registered: its flags are the settings of the service."""


def serve_command(context: typer.Context) -> None:
    """Answer over HTTP; serve --help names the settings."""
    with one_sentence():
        settings = _room("settings").Settings.read(context.args)
        if settings.bundle is None:
            settings = settings.model_copy(update={"bundle": BUNDLE})
        _room("server").serve(settings)


def _room(name: str) -> Any:  # noqa: ANN401  # a module
    """Return a module of the service, whose libraries are an extra and slow to import.

    :raises InputError: if they are not installed
    """
    return importlib.import_module(f"predict.service.{name}")
