"""``tulkki bench``: one command for each thing that is measured. A new one is one line here."""

from __future__ import annotations

import typer

from benchmarks.ablation import ablation
from benchmarks.capacity import capacity
from benchmarks.everything import everything
from benchmarks.hotwords import hotwords
from benchmarks.lag import lag
from benchmarks.peers.capacity_command import peers_capacity
from benchmarks.peers.command import peers
from benchmarks.peers.translate_command import peers_translate
from benchmarks.phantoms import phantoms
from benchmarks.publish import publish
from benchmarks.report import report
from benchmarks.rest import rest
from benchmarks.scheduling import scheduling
from benchmarks.soak import soak
from benchmarks.stages import stages
from benchmarks.translation_policy import translation_policy

bench_app = typer.Typer()
bench_app.command()(ablation)
bench_app.command()(lag)
bench_app.command("all")(everything)
bench_app.command()(capacity)
bench_app.command()(hotwords)
bench_app.command()(peers)
bench_app.command()(peers_capacity)
bench_app.command()(peers_translate)
bench_app.command()(phantoms)
bench_app.command()(publish)
bench_app.command()(report)
bench_app.command()(rest)
bench_app.command()(scheduling)
bench_app.command()(soak)
bench_app.command()(stages)
bench_app.command()(translation_policy)
