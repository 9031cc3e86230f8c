"""TCP ports: finding a free one, and opening the socket that the web server serves."""

from __future__ import annotations

import errno
import ipaddress
import secrets
import socket
import time

from app.launch.processes import LaunchError

_BACKLOG = 1024
# Below those that the system gives to outgoing connections: while a server restarts, one of them could take its port,
# even a client's that tries to reach it.
_PORTS = range(10_000, 32_768)
_TRIES = 100


def free_port() -> int:
    """A port of 127.0.0.1 that nobody uses now; somebody may take it before it is used.

    Raises:
        LaunchError: hardly any port is free.
    """
    for _ in range(_TRIES):
        port = secrets.choice(_PORTS)
        with socket.socket() as probe:
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise LaunchError("No free port was found on 127.0.0.1.")


def is_loopback(host: str) -> bool:
    """Whether only this machine can reach a server that listens on `host`."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


def open_listener(host: str, port: int, *, patience: float = 0) -> socket.socket:
    """Bind and listen; connections wait in the queue until a web process takes them.

    Args:
        host: a name or address of this machine.
        port: 0 for any free one.
        patience: seconds to wait for a taken port.

    Raises:
        LaunchError: the port is taken, not allowed, or the address is not of this machine.
    """
    host = host.strip("[]")
    try:
        family, _, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
    except socket.gaierror as error:
        raise LaunchError(f"HOST is {host!r}, which is not an address of this machine.") from error
    deadline = time.monotonic() + patience
    while True:
        listener = socket.socket(family, socket.SOCK_STREAM)
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        try:
            listener.bind(address)
            listener.listen(_BACKLOG)
        except OSError as error:
            listener.close()
            if error.errno != errno.EADDRINUSE or time.monotonic() > deadline:
                raise LaunchError(_listen_failure(error, host, port)) from error
            time.sleep(0.1)
        else:
            return listener


def _listen_failure(error: OSError, host: str, port: int) -> str:
    if error.errno == errno.EADDRINUSE:
        return f"Port {port} is taken by another program. Choose another one: PORT={port + 1}"
    if error.errno == errno.EACCES:
        return f"Port {port} needs more rights. Choose one above 1023, for example PORT=8000"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"HOST is {host!r}, which is not an address of this machine."
    return f"Cannot listen on {host} port {port}: {error.strerror}"
