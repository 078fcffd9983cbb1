"""The modules of a page as one script, for a page that is a single file."""

import re
from functools import cache

from predict.pages.phrases import VIEW

_IMPORT = re.compile(r'^import \{[^}]*\} from "\./([\w-]+\.js)";\n', flags=re.MULTILINE)
_EXPORT = re.compile(r"^export (?=function|async function|const|let)", flags=re.MULTILINE)


@cache
def one_script(entry: str) -> str:
    """Return a module and those that it imports, each once and before those that import it.

    Their names at the top level are apart, which a test holds.

    :param entry: the file of the module, in ``VIEW``
    """
    return "".join(_EXPORT.sub("", _IMPORT.sub("", _source(name))) for name in modules(entry))


@cache
def modules(entry: str) -> tuple[str, ...]:
    """Return the files of a module and of those that it imports, the imported first."""
    imported = [name for first in _IMPORT.findall(_source(entry)) for name in modules(first)]
    return tuple(dict.fromkeys([*imported, entry]))


def _source(name: str) -> str:
    return (VIEW / name).read_text("utf-8")
