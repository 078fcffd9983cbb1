"""Rounds and runs with figures that are easy to check."""

from evaluate.benchmark.figures import Benchmark, Machine, Measured, Round


def make_round(*, together: float = 2.0, slow: float = 1.0) -> Round:
    return Round(
        n_articles=10,
        start=0.25 * slow,
        together=together,
        alone=(0.03 * slow, 0.01 * slow),
        peak=int(150_000_000 * slow),
        n_read=100,
        by_length={100: 0.01 * slow, 1_000: 0.1 * slow, 10_000: 1.5 * slow},
    )


OURS = Measured(name="ours", rounds=(make_round(), make_round(together=1.0), make_round()))
SLOW = Measured(
    name="slow",
    rounds=tuple(make_round(together=seconds, slow=2) for seconds in (40.0, 50.0, 30.0)),
)
RUN = Benchmark(
    machine=Machine(facts={"processor": "a fast one", "instructions": "avx2"}, n_cores=2),
    n_articles=10,
    n_words=4_000,
    measured=(OURS, SLOW),
    reference=SLOW,
    remarks=("underthesea is not installed and was left out",),
)
