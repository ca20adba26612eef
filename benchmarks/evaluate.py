"""``python -m benchmarks.evaluate KEY...``: what ``tulkki models evaluate`` does."""

from __future__ import annotations

import typer

from service.cli.models_evaluate import evaluate

if __name__ == "__main__":
    typer.run(evaluate)
