"""The text of `/metrics`."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from prometheus_client import CollectorRegistry
from prometheus_client.exposition import choose_encoder
from prometheus_client.multiprocess import MultiProcessCollector

from app.observe import metrics
from app.observe.slots import FOLDER_VARIABLE, own_slot

if TYPE_CHECKING:
    from app.observe.site import SiteFigures


def render(site: SiteFigures, accept: str) -> tuple[bytes, str]:
    """The figures of all web processes of this machine and of the site.

    Args:
        accept: the header of that name, which says in which format.

    Returns:
        The text and its content type.
    """
    registry = CollectorRegistry()
    registry.register(site)
    if own_slot() is None:
        registry.register(metrics.REGISTRY)
    else:
        MultiProcessCollector(registry, os.environ[FOLDER_VARIABLE])  # type: ignore[no-untyped-call]
    encode, content_type = choose_encoder(accept)
    return encode(registry), content_type
