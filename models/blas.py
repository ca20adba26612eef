"""NumPy's matrix products on one thread.

The log-mel of a window is one small product. On several threads it is no quicker, and while the
others wait for the next one they spin: on two cores a window of 5 s took 38 ms of processor time
instead of 2 ms, and the cores that spun were missed by the decodes beside it.
"""

from __future__ import annotations

import numpy as np  # noqa: F401 - only what is loaded can be limited
from threadpoolctl import threadpool_limits


def keep_to_one_thread() -> None:
    """From now on, in this process; CTranslate2's own threads are not concerned."""
    threadpool_limits(limits=1, user_api="blas")
