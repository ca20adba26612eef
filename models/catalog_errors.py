"""What can go wrong while models are described, fetched, converted or carried, and what to do."""

from __future__ import annotations

from models.errors import ModelError


class CatalogInvalid(ModelError):
    """A description of models cannot be used; the message names the place."""

    code = "catalog_invalid"


class DownloadFailed(ModelError):
    """A model could not be fetched; what has arrived is kept for the next try."""

    code = "download_failed"


class ConversionFailed(ModelError):
    """A model could not be converted; the model itself is as it was."""

    code = "conversion_failed"


class BundleInvalid(ModelError):
    """An archive of models cannot be used; nothing of the damaged model was installed."""

    code = "bundle_invalid"
