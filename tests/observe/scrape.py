"""Reading `/metrics` as Prometheus does."""

from __future__ import annotations

from typing import TYPE_CHECKING

import httpx
from prometheus_client.parser import text_string_to_metric_families

if TYPE_CHECKING:
    from prometheus_client.samples import Sample


class Scrape:
    """The figures of one answer."""

    def __init__(self, text: str) -> None:
        self.samples: list[Sample] = [
            sample for family in text_string_to_metric_families(text) for sample in family.samples
        ]

    @property
    def names(self) -> set[str]:
        """Every name that a query can use."""
        return {sample.name for sample in self.samples}

    def all(self, name: str, **labels: str) -> list[float]:
        """The values of the series with these labels."""
        return [
            sample.value for sample in self.samples if sample.name == name and labels.items() <= sample.labels.items()
        ]

    def sum(self, name: str, **labels: str) -> float:
        """The sum of them."""
        return sum(self.all(name, **labels))


def scrape(base_url: str) -> Scrape:
    """Ask once, over a connection of its own: whichever web process takes it."""
    response = httpx.get(f"{base_url}/metrics", timeout=30)
    assert response.status_code == httpx.codes.OK, response.text
    return Scrape(response.text)
