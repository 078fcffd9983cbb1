import re
from collections import Counter
from pathlib import Path

import pytest

from predict.pages.phrases import VIEW
from predict.pages.script import modules, one_script

DEFINED = re.compile(
    r"^(?:async )?(?:function|const|let|class) (?:\[([^\]]*)\]|(\w+))", re.MULTILINE
)


def test_every_module_comes_once_and_after_those_it_imports() -> None:
    names = modules("saved.js")
    assert len(set(names)) == len(names)
    assert names[-1] == "saved.js"
    assert names.index("dom.js") < names.index("facts.js") < names.index("render.js")
    assert set(names) == {file.name for file in VIEW.glob("*.js")}


def test_one_script_neither_imports_nor_exports() -> None:
    script = one_script("saved.js")
    assert not re.search(r"^(?:import|export)\b", script, flags=re.MULTILINE)
    assert "</" not in script
    assert script.count("function el(") == 1


def test_no_two_modules_define_the_same_name() -> None:
    defined = Counter(one or other for one, other in DEFINED.findall(one_script("saved.js")))
    assert [name for name, n in defined.items() if n > 1] == []
    assert defined["renderReading"] == 1


@pytest.mark.parametrize("file", sorted(VIEW.parents[1].rglob("*.js")), ids=lambda file: file.name)
def test_no_script_reads_a_text_as_html(file: Path) -> None:
    content = file.read_text(encoding="utf-8")
    for way in ("innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval("):
        assert way not in content
