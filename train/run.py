"""One training from its first step to its outcome, the same for fine-tuning and distillation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from evaluate.gold_hash import hash_gold
from train.diagnosis import Watch
from train.findings import inspect
from train.finetune_config import TrainingConfig
from train.hardware import processes
from train.material import Material, predictor_of
from train.outcome import Finetuned, finish
from train.reporting import reporters
from train.resume import Basis, Resumed, SavesBasis, find_whole
from train.tagger import TaggerTrainer
from train.work import long_work

_MAY_GROW = ("epochs", "patience")
_ANEW = "to begin anew, train without --resume"


def find_resumed(folder: Path) -> Resumed:
    """Find the checkpoint that an interrupted run goes on from.

    :param folder: the folder of the run
    :raises FileNotFoundError: if there is none
    :raises ValueError: if none is whole
    """
    return find_whole(folder / "trainer", anew=_ANEW)


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A training that is about to begin or to go on.

    ``texts`` holds a hash for each setting that names what the training rests on beside articles.
    """

    config: TrainingConfig
    material: Material
    folder: Path
    resumed: Resumed | None
    texts: Mapping[str, str]

    @property
    def checkpoints(self) -> Path:
        """The folder of the trainer's checkpoints."""
        return self.folder / "trainer"

    def basis(self) -> Basis:
        """Return what the run rests on, checked against what the run to resume rested on.

        :raises FileNotFoundError: if there is nothing to compare with
        :raises ValueError: if something has changed
        """
        material = self.material
        texts = {"data.train": hash_gold(material.train), "data.dev": hash_gold(material.dev)}
        basis = Basis(config=self.config, texts={**texts, **self.texts})
        if self.resumed:
            basis.check(self.checkpoints, may_grow=_MAY_GROW, anew=_ANEW)
        return basis


def carry_out(
    run: Run, trainer: TaggerTrainer, basis: Basis, *, say: Callable[[str], None]
) -> Finetuned | None:
    """Train, and write what comes out.

    :param run: what is trained, and where
    :param trainer: what trains it
    :param basis: what the run rests on
    :param say: is told what a reader should know before the training begins
    :returns: what came out, None in all but the first of several processes
    :raises OSError: if something cannot be written
    """
    material, resumed = run.material, run.resumed
    inspection = inspect(run.config, material)
    for callback in (SavesBasis(basis), *reporters(run.config, run.checkpoints)):
        trainer.add_callback(callback)
    trainer.add_callback(Watch(predictor_of(run.config, material), material.dev, say=say))
    if processes().is_main_process:
        for line in [*inspection.lines, *([str(resumed)] if resumed else [])]:
            say(line)
        if not resumed:
            basis.begin_anew(run.checkpoints)
    with long_work(run.folder):
        trainer.train(resume_from_checkpoint=str(resumed.checkpoint) if resumed else None)
        if not trainer.is_world_process_zero():
            return None
        trainer.accelerator.unwrap_model(trainer.model, keep_fp32_wrapper=False)  # export in fp32
        material.checkpoint.network.cpu()
        log = trainer.state.log_history
        coverage = inspection.coverage
        return finish(run.config, material, coverage, folder=run.folder, log=log)
