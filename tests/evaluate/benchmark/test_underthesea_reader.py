import sys
from types import ModuleType

import pytest

from evaluate.benchmark.underthesea_reader import UndertheseaReader


def test_it_reads_one_text_after_another(monkeypatch: pytest.MonkeyPatch) -> None:
    library, read = ModuleType("underthesea"), list[str]()
    library.ner = read.append  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "underthesea", library)
    reader = UndertheseaReader()
    reader.warm_up(["a", "b"])
    reader.read_batch(["c", "d"])
    assert read == ["a", "c", "d"]
