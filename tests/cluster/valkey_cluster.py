"""Three Valkey servers on this machine as one cluster; a test may kill each of them and start it again."""

from __future__ import annotations

import secrets
import shutil
import signal
import subprocess
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

from redis import Redis
from redis.crc import key_slot
from redis.exceptions import RedisError

from app.launch.accounts import server_account
from app.launch.binaries import valkey_server
from app.launch.ports import free_port
from app.launch.processes import start_process, stop_process, wait_until

SLOTS = 16_384
START_SECONDS = 30
# What is left of the cluster goes on while a node is away. One that stands still for a while is not.
CONFIGURATION = """
bind 127.0.0.1
port {port}
cluster-port {bus_port}
cluster-enabled yes
cluster-config-file nodes.conf
cluster-node-timeout 10000
cluster-require-full-coverage no
requirepass {password}
primaryauth {password}
save ""
appendonly no
dir {folder}
"""


@dataclass(slots=True)
class Node:
    """One server; it keeps its port and its part of the slots over a restart, and forgets its keys."""

    folder: Path
    port: int
    bus_port: int
    password: str
    process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start it and return when it answers."""
        account = server_account()
        configuration = self.folder / "valkey.conf"
        configuration.write_text(
            CONFIGURATION.format(port=self.port, bus_port=self.bus_port, password=self.password, folder=self.folder)
        )
        with (self.folder / "server.log").open("ab") as log:
            self.process = start_process(
                [valkey_server(account), configuration], death_signal=signal.SIGTERM, account=account, output=log
            )
        assert wait_until(self._answers, START_SECONDS), (self.folder / "server.log").read_text()

    def kill(self) -> None:
        """End it as a crash would."""
        if self.process is not None:
            stop_process(self.process, (signal.SIGKILL, 5))
            self.process = None

    def ask(self, *command: str | int) -> Any:
        """The answer to a command."""
        with Redis("127.0.0.1", self.port, password=self.password, decode_responses=True) as client:
            return client.execute_command(*command)

    @property
    def id(self) -> str:
        """Its name in the cluster."""
        return str(self.ask("CLUSTER", "MYID"))

    def _answers(self) -> bool:
        try:
            return bool(self.ask("PING"))
        except RedisError:
            return False


class ValkeyCluster:
    """`with ValkeyCluster() as cluster:` then `cluster.url`."""

    def __init__(self, size: int = 3) -> None:
        self._folder = Path(tempfile.mkdtemp(prefix="skein-cluster-"))
        self._folder.chmod(0o755)
        self._password = secrets.token_urlsafe(12)
        self.nodes = [self._new_node(number) for number in range(size)]

    @property
    def url(self) -> str:
        """The address of the first two nodes; the third is found by them."""
        nodes = ",".join(f"127.0.0.1:{node.port}" for node in self.nodes[:2])
        return f"redis+cluster://:{self._password}@{nodes}"

    def node_of(self, key: str) -> Node:
        """The node that holds a key."""
        slot = key_slot(key.encode())
        for first, last, (_, port, *_), *_ in self.nodes[0].ask("CLUSTER", "SLOTS"):
            if first <= slot <= last:
                return next(node for node in self.nodes if node.port == port)
        raise LookupError(f"nobody holds slot {slot}")

    def move(self, key: str, to: Node) -> None:
        """Give the slot of a key to another node, with all that is in it, while everybody works on."""
        slot = key_slot(key.encode())
        self.node_of(key).ask("CLUSTER", "MIGRATESLOTS", "SLOTSRANGE", slot, slot, "NODE", to.id)
        assert wait_until(lambda: self.node_of(key) is to, START_SECONDS)

    def __enter__(self) -> Self:
        for node in self.nodes:
            node.start()
        share = SLOTS // len(self.nodes) + 1
        for number, node in enumerate(self.nodes):
            node.ask("CLUSTER", "ADDSLOTSRANGE", number * share, min((number + 1) * share, SLOTS) - 1)
            node.ask("CLUSTER", "SET-CONFIG-EPOCH", number + 1)
        for node in self.nodes[1:]:
            self.nodes[0].ask("CLUSTER", "MEET", "127.0.0.1", node.port, node.bus_port)
        assert wait_until(self._is_joined, START_SECONDS)
        return self

    def __exit__(self, *_: object) -> None:
        for node in self.nodes:
            node.kill()
        shutil.rmtree(self._folder, ignore_errors=True)

    def _new_node(self, number: int) -> Node:
        folder = self._folder / str(number)
        folder.mkdir()
        account = server_account()
        if account is not None:
            shutil.chown(folder, account.uid, account.gid)
        return Node(folder, free_port(), free_port(), self._password)

    def _is_joined(self) -> bool:
        for node in self.nodes:
            answer = node.ask("CLUSTER", "INFO")
            state = answer if isinstance(answer, dict) else dict(line.split(":") for line in answer.split())
            slots = node.ask("CLUSTER", "SLOTS")
            if state["cluster_state"] != "ok" or len({slot[2][1] for slot in slots}) < len(self.nodes):
                return False
        return True
