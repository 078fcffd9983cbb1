from evaluate.benchmark.machine import count_cores, describe_machine, read_cpu

CPU = """processor : 0
model name\t: Some Processor 9000: fast
flags\t\t: fpu avx2 avx512_vnni amx_int8
"""


def test_the_processor_and_what_multiplies() -> None:
    assert read_cpu(CPU) == {
        "processor": "Some Processor 9000: fast",
        "instructions": "avx2 avx512_vnni amx_int8",
    }
    assert read_cpu("")["processor"]
    assert read_cpu("Features : i8mm asimddp")["instructions"] == "asimddp i8mm"


def test_versions_are_named() -> None:
    machine = describe_machine()
    assert machine.n_cores == count_cores() >= 1
    assert {"python", "onnxruntime", "processor"} <= {*machine.facts}
