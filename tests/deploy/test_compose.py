"""deploy/compose.yaml as Compose itself reads it; no engine is needed for that."""

from __future__ import annotations

import ipaddress
import json
import os
import subprocess
from pathlib import Path

import pytest
from dockerfile import Dockerfile
from pydantic import BaseModel

from service.settings import CHECKOUT, PREFIX, Settings

COMPOSE = CHECKOUT / "deploy" / "compose.yaml"


class Device(BaseModel):
    driver: str
    capabilities: list[str]


class Reservations(BaseModel):
    devices: list[Device] = []


class Resources(BaseModel):
    reservations: Reservations = Reservations()


class Deploy(BaseModel):
    resources: Resources = Resources()


class Build(BaseModel):
    context: Path
    dockerfile: str
    args: dict[str, str]


class Service(BaseModel):
    image: str
    build: Build | None = None
    deploy: Deploy = Deploy()
    environment: dict[str, str | None]
    networks: dict[str, object]
    ports: list[object] = []
    read_only: bool = False
    cap_drop: list[str] = []
    security_opt: list[str] = []


class AddressPool(BaseModel):
    subnet: str


class AddressPlan(BaseModel):
    config: list[AddressPool] = []


class Network(BaseModel):
    internal: bool = False
    ipam: AddressPlan = AddressPlan()


class Composed(BaseModel):
    services: dict[str, Service]
    networks: dict[str, Network] = {}


class Compose:
    """``docker compose config``, with an environment that has none of our settings."""

    def __init__(self, program: Path) -> None:
        self._program = program

    def run(self, *profiles: str, **environment: str) -> Composed:
        clean = {name: value for name, value in os.environ.items() if not name.startswith(PREFIX)}
        chosen = [word for profile in profiles for word in ("--profile", profile)]
        # Without the .env that somebody may keep beside the file.
        files = ["--file", str(COMPOSE), "--env-file", os.devnull]
        command = [str(self._program), *files, *chosen, "config", "--format", "json"]
        done = subprocess.run(
            command, capture_output=True, text=True, check=False, env=clean | environment
        )
        assert done.returncode == 0, done.stderr
        assert not done.stderr
        return Composed.model_validate(json.loads(done.stdout))


@pytest.fixture(scope="module")
def compose(programs: Path) -> Compose:
    return Compose(programs / "docker-compose")


@pytest.mark.parametrize("profile", ["cpu", "gpu"])
def test_profile_starts_one_service_behind_the_proxy(compose: Compose, profile: str) -> None:
    assert set(compose.run(profile).services) == {profile, "proxy"}


def test_nothing_starts_when_no_profile_is_named(compose: Compose) -> None:
    assert compose.run().services == {}


@pytest.mark.parametrize("profile", ["cpu", "gpu"])
def test_service_is_built_for_its_device_from_the_one_file(
    compose: Compose, dockerfile: Dockerfile, profile: str
) -> None:
    build = compose.run(profile).services[profile].build
    assert build is not None
    assert build.context / build.dockerfile == CHECKOUT / "Dockerfile.gpu"
    assert build.args == {"DEVICE": profile}
    assert f"base AS runtime-{profile}" in dockerfile.all("FROM")


def test_only_the_gpu_service_asks_for_a_gpu(compose: Compose) -> None:
    services = compose.run("cpu", "gpu").services
    (device,) = services["gpu"].deploy.resources.reservations.devices
    assert (device.driver, device.capabilities) == ("nvidia", ["gpu"])
    assert not services["cpu"].deploy.resources.reservations.devices


@pytest.mark.parametrize("profile", ["cpu", "gpu"])
def test_service_has_no_way_out_and_may_write_nothing(compose: Compose, profile: str) -> None:
    composed = compose.run(profile)
    service = composed.services[profile]
    assert set(service.networks) == {"inside"}
    assert composed.networks["inside"].internal
    assert not service.ports
    assert service.read_only
    assert service.cap_drop == ["ALL"]
    assert service.security_opt == ["no-new-privileges:true"]


def test_proxy_and_service_speak_of_one_host_and_trust_one_network(
    compose: Compose, monkeypatch: pytest.MonkeyPatch, no_settings: None
) -> None:
    composed = compose.run("gpu", TULKKI_HOSTNAME="desk.example.org")
    proxy, service = composed.services["proxy"], composed.services["gpu"]
    assert proxy.environment["TULKKI_HOSTNAME"] == "desk.example.org"
    for name, value in service.environment.items():
        if value is not None:
            monkeypatch.setenv(name, value)
    settings = Settings()
    assert settings.public_url == "https://desk.example.org"
    (pool,) = composed.networks["inside"].ipam.config
    (trusted,) = settings.trusted_proxies
    assert ipaddress.ip_network(trusted) == ipaddress.ip_network(pool.subnet)
    assert "inside" in proxy.networks


def test_secret_of_the_desk_is_passed_on_and_never_empty(compose: Compose) -> None:
    given = compose.run("cpu", TULKKI_STAFF_SECRET="s3cret")  # noqa: S106 - made up
    assert given.services["cpu"].environment["TULKKI_STAFF_SECRET"] == "s3cret"  # noqa: S105
    assert compose.run("cpu").services["cpu"].environment["TULKKI_STAFF_SECRET"] is None


def test_proxy_is_pinned_by_digest(compose: Compose) -> None:
    assert "@sha256:" in compose.run("cpu").services["proxy"].image
