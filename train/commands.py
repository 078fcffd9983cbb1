"""The commands beside fine-tuning: ``check``, ``curve``, ``distill``, ``folds``, ``pretrain``."""

from functools import partial
from pathlib import Path

import typer

from predict.commands.failures import one_sentence
from train.distill import distill
from train.distill_config import DistillConfig
from train.findings import inspect
from train.finetune_config import FinetuneConfig
from train.folds import cross_validate
from train.learning_curve import learning_curve
from train.material import prepare
from train.options import (
    Check,
    ConfigFile,
    Corpus,
    Folds,
    Gold,
    Output,
    Resume,
    Seeds,
    Settings,
    Shares,
)
from train.pretrain import check_encoder, pretrain
from train.pretrain_config import PretrainConfig

IN_VAIN = 1
RUNS, MINI = Path("runs"), Path("configs/mini.toml")
_DISTILL, _PRETRAIN = Path("configs/distill.toml"), Path("configs/pretrain.toml")


def check_command(config: ConfigFile = MINI, settings: Settings = None) -> None:
    """Say what there is to learn from and what is wrong with it; code 1 if training is in vain."""
    with one_sentence():
        chosen = FinetuneConfig.load(config, settings=settings or [])
        found = inspect(chosen, prepare(chosen, say=partial(typer.echo, err=True)))
        typer.echo("\n".join(found.lines))
    if found.is_in_vain:
        raise typer.Exit(IN_VAIN)


def curve_command(
    config: ConfigFile = MINI, settings: Settings = None, shares: Shares = None, gold: Gold = None
) -> None:
    """Fine-tune on shares of the articles and draw the scores; writes runs/NAME-curve."""
    with one_sentence():
        chosen = FinetuneConfig.load(config, settings=settings or [])
        typer.echo(learning_curve(chosen, shares=shares or (0.25, 0.5, 1), gold=gold, runs=RUNS))


def distill_command(
    config: ConfigFile = _DISTILL, settings: Settings = None, resume: Resume = False
) -> None:
    """Train a smaller network to read as its teachers do; writes runs/NAME."""
    with one_sentence():
        chosen = DistillConfig.load(config, settings=settings or [])
        if result := distill(chosen, runs=RUNS, resume=resume, say=typer.echo):
            typer.echo(result)


def folds_command(
    config: ConfigFile = MINI,
    settings: Settings = None,
    folds: Folds = 5,
    seeds: Seeds = None,
    resume: Resume = False,
) -> None:
    """Cross-validate the article type; writes runs/NAME-folds."""
    with one_sentence():
        chosen = FinetuneConfig.load(config, settings=settings or [])
        seeds = seeds or [chosen.seed]
        say = partial(typer.echo, err=True)
        validated = cross_validate(
            chosen, n_folds=folds, seeds=seeds, runs=RUNS, resume=resume, say=say
        )
        typer.echo(validated)


def pretrain_command(
    corpus: Corpus,
    config: ConfigFile = _PRETRAIN,
    output: Output = RUNS / "pretrain",
    settings: Settings = None,
    check: Check = None,
) -> None:
    """Pretrain an encoder; a second call with the same output goes on where the first stopped."""
    with one_sentence():
        chosen = PretrainConfig.load(config, settings=settings or [])
        if check:
            typer.echo(check_encoder(check, corpus=corpus, config=chosen))
        elif scores := pretrain(chosen, corpus=corpus, output=output, say=typer.echo):
            typer.echo(scores)
