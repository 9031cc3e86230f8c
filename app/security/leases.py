"""A share of a limit that a process took out of the common count, to be used up without asking again."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from limits import RateLimitItem

    from app.security.limit_storage import LimitStorage

LEASE_SIZE = 25
# Near the end leases get smaller: what other processes hold unused then is little.
_SHARE = 10
_MAX_KEPT = 20_000


@dataclass(frozen=True, slots=True)
class Taken:
    """One call: whether it may go on, about how many are left, and when counting starts anew."""

    is_granted: bool
    remaining: int
    resets_at: float


@dataclass(slots=True)
class _Lease:
    left: int = 0
    # What is left in the common count, beyond this lease.
    remaining: int = 0
    resets_at: float = 0.0
    is_over: bool = False
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)


class Leases:
    """All leases of a process."""

    def __init__(self, storage: LimitStorage) -> None:
        self._storage = storage
        self._leases: dict[tuple[str, str], _Lease] = {}

    async def take(self, item: RateLimitItem, key: str) -> Taken:
        """Count one call."""
        name = (item.namespace, key)
        lease = self._leases.get(name)
        if lease is None:
            lease = self._leases[name] = _Lease()
            if len(self._leases) > _MAX_KEPT:
                self._forget_old()
        if not self._is_usable(lease):
            async with lease.lock:
                if not self._is_usable(lease):
                    await self._renew(lease, item, key)
        if lease.left <= 0:
            return Taken(False, 0, lease.resets_at)
        lease.left -= 1
        return Taken(True, lease.left + lease.remaining, lease.resets_at)

    def _is_usable(self, lease: _Lease) -> bool:
        return time.time() < lease.resets_at and (lease.left > 0 or lease.is_over)

    async def _renew(self, lease: _Lease, item: RateLimitItem, key: str) -> None:
        lease.left, lease.remaining, lease.resets_at = await self._storage.take(item, key, LEASE_SIZE, _SHARE)
        lease.is_over = lease.left == 0

    def _forget_old(self) -> None:
        now = time.time()
        self._leases = {name: lease for name, lease in self._leases.items() if lease.resets_at > now}
        while len(self._leases) > _MAX_KEPT:
            del self._leases[next(iter(self._leases))]
