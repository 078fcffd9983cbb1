"""What ``docs/tables.md`` shows in SQL: how DuckDB sees files, and twenty questions."""

import re

from tests.paths import ROOT

PAGE = (ROOT / "docs" / "tables.md").read_text(encoding="utf-8")
_BLOCK = re.compile(r"^```sql *(\w*)\n(.*?)^```$", flags=re.MULTILINE | re.DOTALL)
_QUESTION = re.compile(r"^### (\d+)\. .*?$(.*?)(?=^##|\Z)", flags=re.MULTILINE | re.DOTALL)


def blocks(part: str = PAGE) -> dict[str, str]:
    """Return the blocks of SQL in a part of the page, by what stands behind ``sql``."""
    return dict(_BLOCK.findall(part))


def questions(engine: str) -> dict[int, str]:
    """Return the SQL of each question for an engine."""
    found = {int(number): blocks(part) for number, part in _QUESTION.findall(PAGE)}
    return {number: sql[engine] if engine in sql else sql[""] for number, sql in found.items()}
