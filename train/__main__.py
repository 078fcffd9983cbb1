"""``python -m train``: fine-tuning, and the commands beside it."""

import datasets
import transformers
import typer

from predict.commands.arguments import SeveralValues
from predict.commands.failures import one_sentence
from predict.commands.program import run
from train.commands import (
    MINI,
    RUNS,
    check_command,
    curve_command,
    distill_command,
    folds_command,
    pretrain_command,
)
from train.finetune import finetune
from train.finetune_config import FinetuneConfig
from train.options import ConfigFile, Resume, Settings

app = typer.Typer(cls=SeveralValues, add_completion=False, invoke_without_command=True)
app.command("check")(check_command)
app.command("curve")(curve_command)
app.command("distill")(distill_command)
app.command("folds")(folds_command)
app.command("pretrain")(pretrain_command)


@app.callback()
def main(
    context: typer.Context,
    config: ConfigFile = MINI,
    settings: Settings = None,
    resume: Resume = False,
) -> None:
    """Fine-tune an encoder on annotated articles; writes runs/NAME."""
    transformers.logging.set_verbosity_error()  # it reports the heads that are left behind
    transformers.logging.disable_progress_bar()
    datasets.logging.set_verbosity_error()  # it warns of examples that are drawn anew
    if context.invoked_subcommand:
        return
    with one_sentence():
        chosen = FinetuneConfig.load(config, settings=settings or [])
        if result := finetune(chosen, runs=RUNS, resume=resume, say=print):
            print(result)


if __name__ == "__main__":
    run(app)
