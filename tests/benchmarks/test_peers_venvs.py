from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks.errors import BenchmarkError
from benchmarks.peers.programs import PEERS
from benchmarks.peers.venvs import REQUIREMENTS, ensure_environment, installed_version


@pytest.mark.e2e
@pytest.mark.timeout(300)
def test_an_environment_is_made_once_for_each_list(tmp_path: Path) -> None:
    lists, folder = tmp_path / "lists", tmp_path / "peers"
    lists.mkdir()
    (lists / "empty.txt").write_text("# nothing\n", encoding="utf-8")
    told: list[str] = []
    for _ in range(2):
        made = ensure_environment("empty", told.append, folder=folder, requirements=lists)
    assert len(told) == 1
    assert installed_version(made, "pip")
    (lists / "empty.txt").write_text("./nowhere\n", encoding="utf-8")
    with pytest.raises(BenchmarkError, match="pip install"):
        ensure_environment("empty", told.append, folder=folder, requirements=lists)
    assert len(told) == 2


@pytest.mark.parametrize("name", sorted({peer.environment for peer in PEERS.values()}))
def test_every_package_of_an_environment_has_an_exact_version(name: str) -> None:
    lines = (REQUIREMENTS / f"{name}.txt").read_text(encoding="utf-8").splitlines()
    packages = [line for line in lines if not line.startswith("#")]
    assert packages
    assert all(line.count("==") == 1 for line in packages)
