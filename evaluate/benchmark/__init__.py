"""``python -m evaluate benchmark``: speed, start-up and memory, side by side in one run.

Every contender reads in processes of its own, one process at a time, so that none slows another and
each has the memory of its own work alone.
"""
