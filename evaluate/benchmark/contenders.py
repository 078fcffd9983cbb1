"""Who takes part: bundles, and what they are measured against."""

from collections.abc import Sequence
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

from predict.bundle import read_manifest
from predict.errors import InputError

TORCH, INT8, UNDERTHESEA = "phobert-torch", "phobert-int8", "underthesea"
RIVALS = (TORCH, INT8, UNDERTHESEA)
"""What bundles can be measured against; the first that takes part is what ratios refer to."""
_MODULES = {TORCH: "phobert_torch", INT8: "phobert_int8", UNDERTHESEA: "underthesea_reader"}
_ROOM = "evaluate.benchmark"
_OF_TRAINING = ("onnx", "onnxscript", "torch", "transformers")


@dataclass(frozen=True, slots=True, kw_only=True)
class Contender:
    """One that reads: its name, and the module and arguments of the process in which it does."""

    name: str
    module: str
    arguments: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What all contenders share: ``models`` is the folder of the PhoBERT models to be made."""

    bundles: tuple[Path, ...]
    models: Path
    n_cores: int


def parse_rivals(text: str) -> tuple[str, ...]:
    """Read names parted by commas; an empty text names none.

    :raises ValueError: if a name is none of ``RIVALS``
    """
    names = [name.strip() for name in text.split(",") if name.strip()]
    if unknown := [name for name in names if name not in RIVALS]:
        raise InputError(
            f"--against names {unknown[0]!r}; allowed are {', '.join(RIVALS)}, parted by commas"
        )
    return tuple(name for name in RIVALS if name in names)


def leave_out_absent(rivals: Sequence[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the rivals that can run here, and a sentence for each that cannot.

    :param rivals: some of ``RIVALS``
    :raises ValueError: if a PhoBERT takes part and the libraries of training are not there
    """
    absent = [name for name in _OF_TRAINING if find_spec(name) is None]
    if absent and {TORCH, INT8} & {*rivals}:
        raise InputError(
            f"the PhoBERT models need {', '.join(absent)}: pip install "
            '"nhandang[train]", or leave them out with --against ""'
        )
    if UNDERTHESEA in rivals and find_spec(UNDERTHESEA) is None:
        kept = tuple(name for name in rivals if name != UNDERTHESEA)
        return kept, (f"{UNDERTHESEA} is not installed and was left out",)
    return tuple(rivals), ()


def list_contenders(setting: Setting, rivals: Sequence[str]) -> list[Contender]:
    """Return the bundles and their rivals.

    :param setting: what they share
    :param rivals: some of ``RIVALS``, all of which can run here
    :raises FileNotFoundError: if a bundle or a file of it is missing
    :raises ValueError: if a bundle is damaged or named twice
    """
    contenders: list[Contender] = []
    for bundle in setting.bundles:
        model = read_manifest(bundle).model
        name = f"{model.name} {model.version}"
        if any(other.name == name for other in contenders):
            name += f" in {bundle.parent.name}/{bundle.name}"
        if any(other.name == name for other in contenders):
            raise InputError(f"{bundle}: this bundle is named twice")
        arguments = (str(bundle.resolve()), str(setting.n_cores))
        contenders.append(
            Contender(name=name, module=f"{_ROOM}.bundle_reader", arguments=arguments)
        )
    phobert = (str(setting.models.resolve()), contenders[0].arguments[0], str(setting.n_cores))
    for rival in rivals:
        module = f"{_ROOM}.{_MODULES[rival]}"
        needed = () if rival == UNDERTHESEA else phobert
        contenders.append(Contender(name=rival, module=module, arguments=needed))
    return contenders
