"""``python -m train``: fine-tuning; ``python -m train pretrain``: an encoder of one's own."""

from pathlib import Path
from typing import Annotated

import transformers
import typer

from evaluate.arguments import SeveralValues
from predict.failures import one_sentence
from train.finetune import finetune
from train.finetune_config import FinetuneConfig
from train.pretrain import check_encoder, pretrain
from train.pretrain_config import PretrainConfig

app = typer.Typer(cls=SeveralValues, add_completion=False, invoke_without_command=True)

Settings = Annotated[
    list[str] | None, typer.Option("--set", metavar="KEY=VALUE", help="Change one setting.")
]


@app.callback()
def main(
    context: typer.Context,
    config: Annotated[Path, typer.Option(help="A TOML file.")] = Path("configs/mini.toml"),
    settings: Settings = None,
    resume: Annotated[bool, typer.Option(help="Go on where a run was interrupted.")] = False,
) -> None:
    """Fine-tune an encoder on annotated articles; writes runs/NAME."""
    transformers.logging.set_verbosity_error()  # it reports the heads that are left behind
    transformers.logging.disable_progress_bar()
    if context.invoked_subcommand:
        return
    with one_sentence():
        chosen = FinetuneConfig.load(config, settings=settings or [])
        print(finetune(chosen, runs=Path("runs"), resume=resume, say=print))


@app.command("pretrain")
def pretrain_command(
    corpus: Annotated[list[Path], typer.Option(help="Text: .txt or .txt.xz, or folders of them.")],
    config: Annotated[Path, typer.Option(help="A TOML file.")] = Path("configs/pretrain.toml"),
    output: Annotated[Path, typer.Option(help="Where it goes.")] = Path("runs/pretrain"),
    settings: Settings = None,
    folder: Annotated[
        Path | None, typer.Option("--check", help="Only measure this encoder on held-out text.")
    ] = None,
) -> None:
    """Pretrain an encoder; a second call with the same output goes on where the first stopped."""
    with one_sentence():
        chosen = PretrainConfig.load(config, settings=settings or [])
        if folder:
            print(check_encoder(folder, corpus=corpus, config=chosen))
        else:
            print(pretrain(chosen, corpus=corpus, output=output))


if __name__ == "__main__":
    app()
