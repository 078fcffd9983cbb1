"""The named entities of ``underthesea``, where it is installed; it tells no article types."""

from collections.abc import Callable, Sequence
from importlib import import_module

from evaluate.benchmark.worker import serve


class UndertheseaReader:
    """Reads with ``underthesea.ner``, which takes one text at a time."""

    def __init__(self) -> None:
        """Load what the library loads when it is imported."""
        self._ner: Callable[[str], object] = import_module("underthesea").ner

    def warm_up(self, texts: Sequence[str]) -> None:
        """Read a text, with which the library loads its model."""
        self.read(texts[0])

    def read(self, text: str) -> None:
        """Read one article."""
        self._ner(text)

    def read_batch(self, texts: Sequence[str]) -> None:
        """Read many articles, one after another."""
        for text in texts:
            self.read(text)


if __name__ == "__main__":
    serve(UndertheseaReader)
