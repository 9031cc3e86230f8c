"""Tables of what was measured, with the target beside it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class AtLeast:
    """A target that is met from this number upwards."""

    limit: float
    unit: str = ""

    def is_met(self, value: float) -> bool:
        return value >= self.limit

    def __str__(self) -> str:
        return f"≥ {self.limit:g}{self.unit}"


@dataclass(frozen=True, slots=True)
class AtMost:
    """A target that is met up to this number."""

    limit: float
    unit: str = ""

    def is_met(self, value: float) -> bool:
        return value <= self.limit

    def __str__(self) -> str:
        return f"≤ {self.limit:g}{self.unit}"


@dataclass(slots=True)
class Report:
    """Collects rows of tables and the verdicts on targets, and prints them."""

    verdicts: list[tuple[str, str, str, str]] = field(default_factory=list)

    def table(self, title: str, head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
        """Print a Markdown table."""
        print(f"\n### {title}\n", flush=True)
        print_table(head, rows)

    def judge(self, what: str, value: float, target: AtLeast | AtMost) -> None:
        """Remember a number that has a target."""
        mark = "✓" if target.is_met(value) else "✗"
        self.verdicts.append((what, f"{value:.3g}{target.unit}", str(target), mark))

    def miss(self, what: str, why: str, target: AtLeast | AtMost) -> None:
        """Remember that something with a target could not be measured."""
        self.verdicts.append((what, why, str(target), "–"))

    def finish(self) -> bool:
        """Print the verdicts; whether all that was measured meets its target."""
        print("\n## Targets\n")
        print_table(("what", "measured", "target", ""), self.verdicts)
        return all(mark != "✗" for *_, mark in self.verdicts)


def print_table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Print rows with their columns in line."""
    lines = [tuple(head), *(tuple(row) for row in rows)]
    widths = [max(len(line[index]) for line in lines) for index in range(len(head))]

    def shown(line: Sequence[str]) -> str:
        return "| " + " | ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)) + " |"

    print(shown(lines[0]))
    print("|" + "|".join("-" * (width + 2) for width in widths) + "|")
    for line in lines[1:]:
        print(shown(line))
    print(flush=True)


def percentile(sample: Sequence[float], share: float) -> float:
    """The value that `share` of the sample does not exceed."""
    ordered = sorted(sample)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]
