"""``python -m benchmarks.evaluate_speed KEY...``: what ``tulkki models bench`` does."""

from __future__ import annotations

import typer

from service.cli.models_evaluate import bench

if __name__ == "__main__":
    typer.run(bench)
