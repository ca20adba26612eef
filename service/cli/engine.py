"""From settings to an engine: real models from the catalogue, or scripted ones."""

from __future__ import annotations
