"""The images: what lint and our own rules demand of Dockerfile.gpu."""

from __future__ import annotations

import json
import re
import subprocess
import tomllib
from importlib.metadata import distribution
from pathlib import Path

import pytest
from dockerfile import Dockerfile, read_dockerfile

from models.catalog import Catalog
from models.loading import VOICE_ACTIVITY_KEY
from service.settings import CHECKOUT, PREFIX, Settings

CTRANSLATE2_LIBRARY = re.compile(rb"lib(cublas|cudnn)\.so\.(\d+)\0")


def test_hadolint_finds_nothing(programs: Path) -> None:
    found = subprocess.run(
        [programs / "hadolint", "--no-color", CHECKOUT / "Dockerfile.gpu"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (found.returncode, found.stdout) == (0, "")


def test_images_from_outside_are_pinned_by_tag_and_digest(dockerfile: Dockerfile) -> None:
    assert dockerfile.outside_images
    for image in dockerfile.outside_images:
        assert re.fullmatch(r"[\w./-]+:[\w.-]*\d[\w.-]*@sha256:[0-9a-f]{64}", image)


def test_service_does_not_run_as_root(dockerfile: Dockerfile) -> None:
    last_user = dockerfile.all("USER")[-1]
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", last_user)


def test_every_setting_of_the_image_is_one(
    dockerfile: Dockerfile, monkeypatch: pytest.MonkeyPatch, no_settings: None
) -> None:
    names = {name: value for name, value in dockerfile.values("ENV").items() if PREFIX in name}
    assert names["TULKKI_HOST"] == "0.0.0.0"  # noqa: S104 - inside a container
    for name, value in names.items():
        monkeypatch.setenv(name, value)
    settings = Settings()
    assert settings.device == "cuda"
    assert str(settings.port) == dockerfile.all("EXPOSE")[-1]


def test_nobody_outside_hears_from_the_image(dockerfile: Dockerfile) -> None:
    environment = dockerfile.values("ENV")
    assert environment["ORT_DISABLE_TELEMETRY"] == "1"
    assert environment["HF_HUB_OFFLINE"] == "1"


def test_embedded_models_are_those_of_the_default_settings(
    dockerfile: Dockerfile, no_settings: None, tmp_path: Path
) -> None:
    wanted = {Settings().recognizer, VOICE_ACTIVITY_KEY, *Catalog.load(tmp_path).translators}
    assert set(dockerfile.values("ARG")["MODELS"].split()) == wanted


def test_label_tells_the_licences_of_the_weights(dockerfile: Dockerfile, tmp_path: Path) -> None:
    arguments = dockerfile.values("ARG")
    assert dockerfile.values("LABEL")["tulkki.weights.licences"] == "${MODELS_LICENCES}"
    catalog = Catalog.load(tmp_path)
    keys = arguments["MODELS"].split()
    assert arguments["MODELS_LICENCES"] == "; ".join(
        f"{key}: {catalog.entry(key).licence}" for key in keys
    )


def test_extras_of_the_build_are_the_projects(dockerfile: Dockerfile) -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = dockerfile.values("ARG")["EXTRAS"].split(",")
    assert {*extras, "marian"} <= project["optional-dependencies"].keys()


def test_labels_agree_with_the_project_and_the_base(dockerfile: Dockerfile) -> None:
    labels = dockerfile.values("LABEL")
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    (base,) = dockerfile.outside_images
    assert labels["org.opencontainers.image.version"] == project["version"]
    assert labels["org.opencontainers.image.base.name"] == f"docker.io/library/{base.split('@')[0]}"
    assert "LicenseRef-NVIDIA" in labels["org.opencontainers.image.licenses"]


def test_gpu_image_has_the_cuda_libraries_that_ctranslate2_loads(dockerfile: Dockerfile) -> None:
    files = distribution("ctranslate2").files or []
    (library,) = [file for file in files if file.name.startswith("libctranslate2")]
    loaded = dict(CTRANSLATE2_LIBRARY.findall(library.read_binary()))
    assert loaded
    pins = (CHECKOUT / "constraints.txt").read_text(encoding="utf-8")
    for name, major in loaded.items():
        # The package's name ends in CUDA's major version, which cuBLAS shares.
        assert f"nvidia-{name.decode()}-cu{major.decode()}==" in pins
        folder = f"nvidia/{name.decode()}/lib"
        assert folder in dockerfile.values("ENV")["LD_LIBRARY_PATH"]


def test_cuda_libraries_are_looked_for_under_the_python_of_the_base(dockerfile: Dockerfile) -> None:
    (base,) = dockerfile.outside_images
    minor = re.search(r"python:(3\.\d+)", base)
    assert minor
    for folder in dockerfile.values("ENV")["LD_LIBRARY_PATH"].split(":"):
        assert f"/lib/python{minor.group(1)}/site-packages/" in folder


def test_every_package_that_an_image_installs_is_pinned() -> None:
    project = tomllib.loads((CHECKOUT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = project["optional-dependencies"]
    wanted = [*project["dependencies"], *extras["gpu"], *extras["embedded"], "pip", "setuptools"]
    pins = (CHECKOUT / "constraints.txt").read_text(encoding="utf-8").lower().replace("_", "-")
    pinned = {line.split("==")[0] for line in pins.splitlines() if "==" in line}
    assert {re.split(r"[<>=~!\[ ]", name)[0].lower() for name in wanted} <= pinned


def test_build_context_holds_what_is_copied_and_nothing_else(dockerfile: Dockerfile) -> None:
    lines = (CHECKOUT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    rules = [line for line in lines if line and not line.startswith("#")]
    assert rules[0] == "*"
    assert {rule.removeprefix("!") for rule in rules if rule.startswith("!")} == (
        dockerfile.context_sources
    )
    for source in dockerfile.context_sources:
        assert (CHECKOUT / source).exists()


def test_health_check_and_command_are_lists_of_words(dockerfile: Dockerfile) -> None:
    check = dockerfile.all("HEALTHCHECK")[-1].partition("CMD ")[2]
    assert json.loads(check) == ["python", "/opt/tulkki/deploy/healthcheck.py"]
    assert json.loads(dockerfile.all("ENTRYPOINT")[-1]) == ["tulkki"]
    assert json.loads(dockerfile.all("CMD")[-1]) == ["serve"]


def test_continued_lines_and_comments_are_read_as_docker_reads_them(tmp_path: Path) -> None:
    file = tmp_path / "Dockerfile"
    file.write_text(
        "FROM a:1 AS one\n# no\nENV A=1 \\\n    # no\n    B='2 3'\nFROM one\nCOPY x y /z/\n",
        encoding="utf-8",
    )
    read = read_dockerfile(file)
    assert read.outside_images == ["a:1"]
    assert read.values("ENV") == {"A": "1", "B": "2 3"}
    assert read.context_sources == {"x", "y"}
