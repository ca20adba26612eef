"""ONNX Runtime, with its telemetry off.

Since 1.32 the Linux build may report its use to its maker, and writes an identity of the machine
into the user's cache. Only a variable that is set before the import stops both: the function that
disables events comes too late for the file.
"""

from __future__ import annotations

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

from onnxruntime import (
    InferenceSession,
    SessionOptions,
)
from onnxruntime.capi.onnxruntime_pybind11_state import (
    Fail,
    RuntimeException,
)

__all__ = ["Fail", "InferenceSession", "RuntimeException", "SessionOptions"]
