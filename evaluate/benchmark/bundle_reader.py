"""A bundle as users read with it: ``predict`` and ``predict_batch``."""

import sys
from collections.abc import Sequence

from evaluate.benchmark.worker import serve
from predict import Predictor


class BundleReader:
    """Reads with a bundle."""

    def __init__(self, folder: str, *, n_threads: int) -> None:
        """Load a bundle.

        :param folder: where it lies
        :param n_threads: as many threads as there are cores
        """
        self._predictor = Predictor.load(folder, n_threads=n_threads)

    def warm_up(self, texts: Sequence[str]) -> None:
        """Read some texts in both ways."""
        self.read(texts[0])
        self.read_batch(texts)

    def read(self, text: str) -> None:
        """Read one article."""
        self._predictor.predict(text)

    def read_batch(self, texts: Sequence[str]) -> None:
        """Read many articles."""
        self._predictor.predict_batch(texts)


if __name__ == "__main__":
    serve(lambda: BundleReader(sys.argv[1], n_threads=int(sys.argv[2])))
