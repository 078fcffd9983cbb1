"""Where an interrupted training goes on: its newest whole checkpoint, with the same settings."""

import json
import re
import zipfile
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from pydantic import ValidationError
from safetensors import SafetensorError, safe_open
from transformers import TrainerCallback, TrainerState, TrainingArguments

from predict.errors import InputError
from predict.records import Json
from predict.whole import replace_folder, write_files
from train.config import Config

CONFIG_FILE = "config.json"
_MODEL_FILE, _STATE_FILE = "model.safetensors", "trainer_state.json"
_ZIPPED = ("optimizer.pt", "scheduler.pt")
_TEXTS_FILE = "texts.json"
_UNSET = object()


@dataclass(frozen=True, slots=True, kw_only=True)
class Basis:
    """What the checkpoints of a run rest on, kept in the folder beside them.

    ``texts`` holds a hash for each setting that names text, so that changed files are noticed.
    """

    config: Config
    texts: Mapping[str, str]

    def save(self, folder: Path) -> None:
        """Write it, each file whole."""
        self.config.save(folder / CONFIG_FILE)
        write_files({folder / _TEXTS_FILE: json.dumps(dict(self.texts), indent=1) + "\n"})

    def begin_anew(self, folder: Path) -> None:
        """Empty the folder of checkpoints, and leave in it what those to come will rest on."""
        replace_folder(folder, write=self.save)

    def check(self, folder: Path, *, may_grow: Collection[str], anew: str) -> None:
        """Check that the checkpoints in a folder rest on the same.

        :param folder: the folder of checkpoints
        :param may_grow: settings that are numbers and may be larger now, but not smaller
        :param anew: how to begin from the start instead, as the end of a sentence
        :raises FileNotFoundError: if what they rest on is not there to compare with
        :raises ValueError: if it is damaged or has changed; the sentence names the settings
        """
        file = folder / CONFIG_FILE
        before, now = _read(file, anew), dict(_flatten(_dump(self.config)))
        before = self._with_new_settings(before, file)
        if changed := _changes(before, now, may_grow):
            shown = ", ".join(
                f"{key} ({_show(before, key)}, now {_show(now, key)})" for key in changed
            )
            raise InputError(
                f"{file}: the run to resume had other settings: {shown}; only "
                f"{' and '.join(may_grow)} may change, to larger numbers; {anew}"
            )
        file = folder / _TEXTS_FILE
        if changed := _changes(_read(file, anew), self.texts, may_grow=()):
            raise InputError(
                f"{file}: the run to resume had other text or labels in {', '.join(changed)}; "
                f"put them back; {anew}"
            )

    def _with_new_settings(self, before: dict[str, Json], file: Path) -> dict[str, Json]:
        """Add to settings the defaults of those that an earlier release did not have."""
        try:
            whole = type(self.config).model_validate_json(file.read_text(encoding="utf-8"))
        except ValidationError:
            return before
        return dict(_flatten(_dump(whole)))


class SavesBasis(TrainerCallback):  # type: ignore[misc]
    """Keeps, beside checkpoints, what the newest of them rests on."""

    def __init__(self, basis: Basis) -> None:
        """Take what the run rests on."""
        self._basis = basis

    def on_save(
        self, args: TrainingArguments, state: TrainerState, *_: object, **__: object
    ) -> None:
        """Write it after each checkpoint, from one of several processes."""
        if state.is_world_process_zero:
            self._basis.save(Path(args.output_dir))


def _read(file: Path, anew: str) -> dict[str, Json]:
    if not file.is_file():
        raise FileNotFoundError(f"{file}: missing, so there is nothing to compare with; {anew}")
    try:
        return dict(_flatten(json.loads(file.read_text(encoding="utf-8"))))
    except (ValueError, AttributeError) as error:
        raise InputError(f"{file}: damaged ({error}); {anew}") from error


def _changes(
    before: Mapping[str, Json], now: Mapping[str, Json], may_grow: Collection[str]
) -> list[str]:
    """List the keys whose values differ, or that only one of the two has."""
    return [
        key
        for key in dict.fromkeys([*now, *before])
        if not _fits(before.get(key, _UNSET), now.get(key, _UNSET), grows=key in may_grow)
    ]


def _fits(before: object, now: object, *, grows: bool) -> bool:
    if grows and isinstance(before, int | float) and isinstance(now, int | float):
        return now >= before
    return before == now


def _dump(config: Config) -> dict[str, Any]:
    return config.model_dump(mode="json", by_alias=True)


def _flatten(values: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, Json]]:
    for key, value in values.items():
        if isinstance(value, dict):
            yield from _flatten(value, f"{prefix}{key}.")
        else:
            yield prefix + key, value


def _show(values: Mapping[str, Json], key: str) -> str:
    return json.dumps(values[key], ensure_ascii=False) if key in values else "not set"


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed:
    """The checkpoint that a training goes on from, and the newer ones that are not whole."""

    checkpoint: Path
    passed_over: tuple[str, ...]

    def __str__(self) -> str:
        """Say it in one line."""
        passed = "".join(f"; passed over: {one}" for one in self.passed_over)
        return f"resumes from {self.checkpoint}{passed}"


def find_checkpoints(folder: Path) -> list[Path]:
    """List the checkpoints in a folder, the newest first, whole or not."""
    found = [
        (int(match[1]), path)
        for path in folder.glob("checkpoint-*")
        if (match := re.fullmatch(r"checkpoint-(\d+)", path.name)) and path.is_dir()
    ]
    return [path for _, path in sorted(found, reverse=True)]


def find_whole(folder: Path, *, anew: str) -> Resumed:
    """Find the newest checkpoint that was not cut off while it was being written.

    :param folder: the folder of checkpoints
    :param anew: how to begin from the start instead, as the end of a sentence
    :raises FileNotFoundError: if there is no checkpoint
    :raises ValueError: if none is whole
    """
    checkpoints = find_checkpoints(folder)
    if not checkpoints:
        raise FileNotFoundError(f"{folder}: nothing to resume here; {anew}")
    passed_over: list[str] = []
    for checkpoint in checkpoints:
        fault = _find_fault(checkpoint)
        if not fault:
            return Resumed(checkpoint=checkpoint, passed_over=tuple(passed_over))
        passed_over.append(f"{checkpoint.name}, where {fault}")
    raise InputError(f"{folder}: no checkpoint is whole: {'; '.join(passed_over)}; {anew}")


def _find_fault(checkpoint: Path) -> str | None:
    """Say what is missing or cut off in a checkpoint of the trainer, None if it is whole."""
    random_states = [file.name for file in checkpoint.glob("rng_state*.pth")]
    for name in (_MODEL_FILE, *_ZIPPED, *random_states, _STATE_FILE):
        if not (checkpoint / name).is_file():
            return f"{name} is missing"
    if not _holds_weights(checkpoint / _MODEL_FILE):
        return f"{_MODEL_FILE} is cut off"
    for name in (*_ZIPPED, *random_states):
        if not _holds_zip(checkpoint / name):
            return f"{name} is cut off"
    try:
        best = json.loads((checkpoint / _STATE_FILE).read_text("utf-8"))["best_global_step"]
    except (ValueError, KeyError, TypeError):
        return f"{_STATE_FILE} is cut off"
    if best and not _holds_weights(checkpoint.with_name(f"checkpoint-{best}") / _MODEL_FILE):
        return f"checkpoint-{best}, the best until then, is missing or cut off"
    return None


def _holds_weights(file: Path) -> bool:
    try:
        with safe_open(file, framework="numpy"):  # its head says how long the file is
            return True
    except (OSError, SafetensorError):
        return False


def _holds_zip(file: Path) -> bool:
    try:
        with zipfile.ZipFile(file) as parts:
            return parts.testzip() is None
    except zipfile.BadZipFile:
        return False
