"""``tulkki keys``: make, see and revoke, as a person in a terminal does."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from typer.testing import CliRunner, Result

from service.access.api_keys import digest_of
from service.cli.keys_command import keys_app
from service.storage import key_rows
from service.storage.opening import open_database


@pytest.fixture(autouse=True)
def own_folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working folder without a tulkki.toml."""
    folder = tmp_path / "work"
    folder.mkdir()
    monkeypatch.chdir(folder)
    return folder


def run(data_dir: Path, *arguments: str, columns: int = 80) -> Result:
    environment = {"TULKKI_DATA_DIR": str(data_dir), "COLUMNS": str(columns)}
    return CliRunner().invoke(keys_app, arguments, env=environment)


def created(data_dir: Path, *arguments: str) -> str:
    result = run(data_dir, "create", *arguments)
    assert result.exit_code == 0, result.output
    (secret,) = re.findall(r"tulkki_[0-9a-f]{8}_[0-9a-f]{32}", result.stdout)
    return str(secret)


def test_key_is_shown_once_and_kept_as_a_digest(tmp_path: Path) -> None:
    secret = created(tmp_path, "case [system]", "--days", "30", "--characters", "100000")
    database = open_database(f"sqlite:///{tmp_path}/tulkki.db")
    with database.transaction(writes=False) as connection:
        key = key_rows.find(connection, secret[7:15])
    database.close()
    assert key is not None
    assert key.digest == digest_of(secret)
    listed = run(tmp_path, "list").stdout
    assert secret[:15] in listed
    assert secret[16:] not in listed
    assert "of 100,000" in listed
    assert "[system]" in listed


def test_scopes_can_be_several_and_are_translate_when_none_is_named(tmp_path: Path) -> None:
    created(tmp_path, "a")
    assert re.search(r"a +translate +valid +no end", run(tmp_path, "list").stdout)
    created(tmp_path, "b", "--scope", "admin", "--scope", "translate")
    assert re.search(r"b +admin +valid", run(tmp_path, "list").stdout)


def test_revoked_key_is_left_out_until_all_are_wanted(tmp_path: Path) -> None:
    key = created(tmp_path, "a")[:15]
    assert run(tmp_path, "revoke", key).stdout == f"{key}: revoked\n"
    assert run(tmp_path, "list").stdout == "no valid keys; --all shows the others\n"
    assert re.search(f"{key} +a +translate +revoked", run(tmp_path, "list", "--all").stdout)


def test_list_without_keys_says_so(tmp_path: Path) -> None:
    assert run(tmp_path, "list").stdout == "no keys\n"


def test_list_is_whole_on_eighty_columns(tmp_path: Path) -> None:
    created(tmp_path, "a name of several words", "--scope", "translate", "--days", "400")
    lines = run(tmp_path, "list").stdout.splitlines()
    assert not any("…" in line or len(line) > 80 for line in lines)


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("create", " "), "key_invalid: name: must not be empty"),
        (("create", "a", "--characters", "0"), "key_invalid: quota of characters: 1 to"),
        (("revoke", "tulkki_0123abcd"), "key_not_found: there is no key tulkki_0123abcd"),
        (("revoke", "x"), "key_not_found"),
    ],
)
def test_mistake_is_told_in_one_line(tmp_path: Path, arguments: tuple[str, ...], told: str) -> None:
    result = run(tmp_path, *arguments)
    assert result.exit_code == 1
    assert result.stderr.startswith(told)
    assert len(result.stderr.splitlines()) == 1
    assert result.stdout == ""


def test_database_that_cannot_be_used_is_told_in_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TULKKI_DATABASE_URL", "mysql://x")
    result = run(tmp_path, "list")
    assert result.exit_code == 1
    assert result.stderr.startswith("database_url_invalid: ")
