"""What is measured: names of indicators as they are asked for."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from predict.archive.database.folding import fold
from predict.values.relations import SEPARATOR

PERCENT = "%"
_IN_FRONT = re.compile(r"(?:(?:tong|tong so|ty le|ti le|so|muc) )+(?=\w)")
_INSIDE = re.compile(r" (?:nha nuoc|gieo trong|gieo cay|gieo sa|tren dia ban|ca nam)(?!\w)")
_PLAN = ("ke hoach", "du toan", "chi tieu", "nghi quyet", "muc tieu")


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """An indicator in plain letters: its name, without what names of one measure differ in.

    ``relation`` is how a quantity is to it: "tăng so với cùng kỳ"; empty where it is the measure.
    """

    key: str
    relation: str

    @classmethod
    def read(cls, indicator: str) -> "Measure":
        """Read ``tổng thu ngân sách nhà nước`` as ``thu ngan sach``."""
        name, _, relation = indicator.partition(SEPARATOR)
        plain = fold(name)
        short = _INSIDE.sub(
            "", plain[match.end() :] if (match := _IN_FRONT.match(plain)) else plain
        )
        return cls(key=short.strip() or plain, relation=fold(relation))

    @property
    def is_of_plan(self) -> bool:
        """Whether the quantity is what share of a plan was reached."""
        return self.relation in _PLAN


def asked_measures(asked: str, indicators: Collection[str]) -> set[str]:
    """Return the names among some indicators that are meant; where none is, those that hold it.

    :param asked: such as ``thu ngân sách``, with or without marks
    :param indicators: as an archive has them, also with relations, which count apart
    """
    wanted = Measure.read(asked).key
    levels = {one: measure.key for one in indicators if not (measure := Measure.read(one)).relation}
    same = {one for one, key in levels.items() if key == wanted}
    return same or {one for one, key in levels.items() if f" {wanted} " in f" {key} "}


def with_plans(names: Collection[str], indicators: Collection[str]) -> set[str]:
    """Return names of measures, and those of the shares of plans that are of one of them.

    :param names: of measures
    :param indicators: as an archive has them
    """
    keys = {Measure.read(name).key for name in names}
    every = ((one, Measure.read(one)) for one in indicators)
    return {*names, *(one for one, read in every if read.is_of_plan and read.key in keys)}
