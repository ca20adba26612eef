"""A table of fields, from TOML or JSON, that is read strictly: nothing missing, nothing unknown."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from math import inf
from typing import TypeVar

from models.catalog_errors import CatalogInvalid

T = TypeVar("T")


class Table:
    """Knows where it stands and which of its fields were read.

    Args:
        place: what messages call it.
        fields: from a parser.
    """

    def __init__(self, place: str, fields: Mapping[str, object]) -> None:
        self.place = place
        self._fields = dict(fields)

    def __contains__(self, name: str) -> bool:
        """True for a field that is there and was not read yet."""
        return name in self._fields

    def text(self, name: str, default: str | None = None) -> str:
        """Read a text; with a default it may be missing."""
        if default is not None and name not in self:
            return default
        return self._take(name, str)

    def number(self, name: str) -> int:
        """Read a whole number."""
        return self._take(name, int)

    def optional_number(self, name: str) -> int | None:
        """Read a whole number; None where there is none."""
        return self._take(name, int) if name in self else None

    def factor(self, name: str, default: float) -> float:
        """Read a number above 0; it may be missing."""
        if name not in self:
            return default
        value = self._fields.pop(name)
        if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < inf:
            raise CatalogInvalid(f"{self.place}: {name} must be a number above 0")
        return float(value)

    def flag(self, name: str) -> bool:
        """Read true or false; false where there is none."""
        return self._take(name, bool) if name in self else False

    def texts(self, name: str) -> tuple[str, ...]:
        """Read a list of texts."""
        items = self._take(name, list)
        if not all(isinstance(item, str) for item in items):
            raise CatalogInvalid(f"{self.place}: {name} must be a list of texts")
        return tuple(items)

    def text_by_name(self, name: str) -> dict[str, str]:
        """Read a table of texts; empty where there is none."""
        if name not in self:
            return {}
        items = self._take(name, dict)
        if not all(isinstance(item, str) for item in items.values()):
            raise CatalogInvalid(f"{self.place}: {name} must be a table of texts")
        return dict(items)

    def tables(self, name: str) -> Iterator[Table]:
        """Read a list of tables."""
        for index, item in enumerate(self._take(name, list)):
            yield Table.of(f"{self.place}: {name}[{index}]", item)

    def named_tables(self, name: str) -> Iterator[tuple[str, Table]]:
        """Read a table of tables; nothing where there is none."""
        if name not in self:
            return
        for key, item in self._take(name, dict).items():
            yield key, Table.of(f"{self.place}: {key}", item)

    @property
    def names(self) -> tuple[str, ...]:
        """The fields that were not read yet."""
        return tuple(self._fields)

    def table(self, name: str) -> Mapping[str, object]:
        """Read a table as it is; empty where there is none."""
        return self._take(name, dict) if name in self else {}

    def over(self, defaults: Mapping[str, object]) -> Table:
        """This table with the fields that it lacks taken from elsewhere."""
        return Table(self.place, {**defaults, **self._fields})

    def rest(self) -> dict[str, object]:
        """Read all fields that are left, as they are."""
        fields, self._fields = self._fields, {}
        return fields

    def finish(self) -> None:
        """Refuse fields that nobody asked for."""
        if self._fields:
            raise CatalogInvalid(f"{self.place}: unknown field {min(self._fields)}")

    @staticmethod
    def of(place: str, item: object) -> Table:
        """Take a parser's value as a table."""
        if not isinstance(item, dict):
            raise CatalogInvalid(f"{place} must be a table")
        return Table(place, item)

    def _take(self, name: str, kind: type[T]) -> T:
        value = self._fields.pop(name, None)
        if not isinstance(value, kind):
            raise CatalogInvalid(f"{self.place}: {name} must be given as {kind.__name__}")
        return value
