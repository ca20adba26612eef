"""What can go wrong with a database, each with a code."""

from __future__ import annotations


class StorageError(Exception):
    """Something could not be stored or read; the message says why and never holds values."""

    code = "storage_failed"


class StorageUnavailable(StorageError):
    """The database does not answer, is locked or full: nothing was changed, try again later."""

    code = "storage_unavailable"


class MigrationFailed(StorageError):
    """The database's tables are not those of this version, and cannot be made so."""

    code = "migration_failed"


class DatabaseUrlInvalid(StorageError):
    """The setting ``database_url`` names no database that this application can use."""

    code = "database_url_invalid"


class DeskUnknown(StorageError):
    """There is no desk of this name."""

    code = "desk_not_found"


class GlossaryUnknown(StorageError):
    """There is no glossary of this name."""

    code = "glossary_not_found"


class GlossaryShipped(StorageError):
    """A glossary that comes along cannot be changed."""

    code = "glossary_shipped"


class KeyUnknown(StorageError):
    """There is no API key of this id."""

    code = "key_not_found"


class GlossaryExists(StorageError):
    """There is a glossary of this name already."""

    code = "glossary_exists"


class GlossaryInUse(StorageError):
    """Desks use this glossary; the message names them."""

    code = "glossary_in_use"
