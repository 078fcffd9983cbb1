"""What was said in the folds that are through, kept so that a stop loses one fold and no more."""

import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from data.annotated import AnnotatedArticle
from predict.errors import InputError
from predict.network.windows import Logits
from predict.whole import write_files
from train.resume import Basis

_ANEW = "to begin anew, leave --resume out"


@dataclass(frozen=True, slots=True, kw_only=True)
class KeptFolds:
    """A folder with a file for each fold that is through, and what they rest on."""

    folder: Path
    n_folds: int

    def begin(self, basis: Basis, *, resume: bool) -> None:
        """Begin anew, or go on with the folds that are there.

        :param basis: what the folds rest on
        :param resume: keep those that are there, if they rest on the same
        :raises FileNotFoundError: if there is nothing to go on with
        :raises ValueError: if settings or articles were others
        """
        if not resume:
            basis.begin_anew(self.folder)
            return
        if not self.folder.is_dir():
            raise FileNotFoundError(f"{self.folder}: nothing to resume here; {_ANEW}")
        basis.check(self.folder, may_grow=(), anew=_ANEW)

    def read(self, seed: int, number: int, held: Sequence[AnnotatedArticle]) -> list[Logits] | None:
        """Return the type logits of a fold's articles, None if it is not through yet.

        :raises ValueError: if the file is damaged, or holds other articles
        """
        file = self._file(seed, number)
        if not file.is_file():
            return None
        try:
            said = json.loads(file.read_text(encoding="utf-8"))
            logits = [np.array(one, np.float32) for _, one in said]
        except (ValueError, TypeError) as error:
            raise InputError(f"{file}: damaged ({error}); remove it; {_ANEW}") from error
        if [name for name, _ in said] != [article.id for article in held]:
            raise InputError(f"{file}: other articles than this fold has now; {_ANEW}")
        return logits

    def write(
        self,
        seed: int,
        number: int,
        held: Sequence[AnnotatedArticle],
        logits: Sequence[Logits],
    ) -> None:
        """Keep the type logits of a fold's articles."""
        rows = [[article.id, one.tolist()] for article, one in zip(held, logits, strict=True)]
        write_files({self._file(seed, number): json.dumps(rows, ensure_ascii=False) + "\n"})

    def _file(self, seed: int, number: int) -> Path:
        return self.folder / f"seed-{seed}-fold-{number + 1}-of-{self.n_folds}.json"
