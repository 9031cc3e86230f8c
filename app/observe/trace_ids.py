"""The id that an answer, its log lines and its trace share."""

from __future__ import annotations

import secrets
from typing import Any

# Where tracing, if it is on, leaves the id in the scope of a request.
SCOPE_KEY = "skein.trace_id"


def new_trace_id() -> str:
    """An id of 16 hexadecimal digits."""
    return secrets.token_hex(8)


def trace_id_of(scope: Any) -> str:
    """The id of a request: that of its trace (32 digits), else a new one."""
    return scope.get(SCOPE_KEY) or new_trace_id()
