"""Clients of Redis or Valkey: one server, or a cluster where REDIS_URL names one (docs/scaling.md)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeAlias
from urllib.parse import unquote, urlsplit

from redis.asyncio import Redis, RedisCluster
from redis.asyncio.cluster import ClusterNode
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisClusterException, RedisError

from app.settings import InvalidSetting

if TYPE_CHECKING:
    pass

AnyRedis: TypeAlias = "Redis | RedisCluster"

# What redis-py raises when a server is gone; asyncio's own time-out is an OSError too.
REDIS_AWAY = (RedisError, RedisClusterException, OSError)

_TLS_OF_SCHEME = {"redis+cluster": False, "rediss+cluster": True}


@dataclass(frozen=True, slots=True)
class ClusterAddress:
    """Some nodes of a cluster, by which the others are found, and how they let us in."""

    nodes: tuple[tuple[str, int], ...]
    username: str | None
    password: str | None
    is_tls: bool


def cluster_address(url: str) -> ClusterAddress | None:
    """The cluster that `redis+cluster://user:password@host:port,host:port` names; None for a single server.

    Raises:
        InvalidSetting: a node without its port.
    """
    parts = urlsplit(url)
    if parts.scheme not in _TLS_OF_SCHEME:
        return None
    nodes = [urlsplit(f"//{node.strip()}") for node in parts.netloc.rpartition("@")[2].split(",")]
    try:
        found = tuple((node.hostname or "", node.port or 0) for node in nodes)
    except ValueError:
        found = ()
    if not found or not all(host and port for host, port in found):
        raise InvalidSetting("REDIS_URL names a cluster, so it has to be redis+cluster://host:port,host:port")
    return ClusterAddress(
        found,
        None if parts.username is None else unquote(parts.username) or None,
        None if parts.password is None else unquote(parts.password),
        _TLS_OF_SCHEME[parts.scheme],
    )


def connect_redis(url: str, **options: Any) -> AnyRedis:
    """A client that fails at once: whoever uses it knows better when to try again.

    Raises:
        InvalidSetting, ValueError: the address cannot be read.
    """
    # A cluster is asked again by its client wherever a key has moved to; that is no try of this kind.
    retry = Retry(NoBackoff(), 0)
    cluster = cluster_address(url)
    if cluster is None:
        return Redis.from_url(url, retry=retry, **options)
    return RedisCluster(
        startup_nodes=[ClusterNode(host, port) for host, port in cluster.nodes],
        username=cluster.username,
        password=cluster.password,
        ssl=cluster.is_tls,
        retry=retry,
        **options,
    )
