"""Measurements of a running service, taken from outside it, as a client.

Scorers are pure: what they say depends on an event log and a words file alone, so that any figure
can be computed again. Commands: ``python -m
benchmarks.{corpus,alignment,lag,rescore,offline,report} --help``.
"""
