"""The benchmarks: ratios against a yardstick measured in the same run.

Wall clocks of a shared machine say little, so what is compared is CPU time, in rounds
that take turns, by its median. `python -m bench` runs all of them, each in a process
and on a database of its own, and never touches the studio's data.
"""
