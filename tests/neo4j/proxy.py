"""A proxy to the server that breaks the connection at a chosen point."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

COMMIT = b"\x00\x02\xb0\x12\x00\x00"  # the Bolt message: one chunk of two bytes
# Decides about a message of the client: (its number, the bytes) to "pass", "drop" or "last". "last" sends the
# message to the server and breaks the connection before the answer.
Judge = Callable[[int, bytes], str]


@dataclass
class Line:
    """A proxy on its own port, and its counts."""

    uri: str
    sent: int = 0
    cuts: int = 0
    phases: list[str] = field(default_factory=list)


@contextlib.contextmanager
def breaking_line(port: int, judge: Judge, *, cuts: int = 1) -> Iterator[Line]:
    """Forwards everything to the server at `port`; breaks the connection where `judge` decides."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(64)
        line = Line(f"bolt://127.0.0.1:{door.getsockname()[1]}")
        threading.Thread(target=_accept, args=(door, port, judge, cuts, line), daemon=True).start()
        yield line
        with contextlib.suppress(OSError):
            door.shutdown(socket.SHUT_RDWR)


def cut_at(number: int) -> Judge:
    """Breaks the connection at this message of the client, counted from 1."""
    return lambda sent, _: "drop" if sent == number else "pass"


def cut_at_commit(*, arrives: bool) -> Judge:
    """Breaks the connection at the COMMIT of a write, before or after the server gets it."""
    written = False

    def judge(_: int, data: bytes) -> str:
        nonlocal written
        written = written or b"pushed_at" in data  # the project node is written last
        if not written or COMMIT not in data:
            return "pass"
        return "last" if arrives else "drop"

    return judge


def _accept(door: socket.socket, port: int, judge: Judge, cuts: int, line: Line) -> None:
    while True:
        try:
            client, _ = door.accept()
        except OSError:
            return
        server = socket.create_connection(("127.0.0.1", port))
        for work in (_forth, _back):
            threading.Thread(target=work, args=(client, server, judge, cuts, line), daemon=True).start()


def _forth(client: socket.socket, server: socket.socket, judge: Judge, cuts: int, line: Line) -> None:
    with contextlib.suppress(OSError):
        while data := client.recv(65536):
            line.sent += 1
            verdict = judge(line.sent, data) if line.cuts < cuts else "pass"
            if verdict != "pass":
                line.cuts += 1
                _break(client)
                if verdict == "last":
                    server.sendall(data)
                break
            server.sendall(data)
    with contextlib.suppress(OSError):
        server.shutdown(socket.SHUT_WR)


def _back(client: socket.socket, server: socket.socket, *_: object) -> None:
    with contextlib.suppress(OSError):
        while data := server.recv(65536):
            client.sendall(data)
    _break(client)
    server.close()


def _break(client: socket.socket) -> None:
    """Resets the connection like a broken network, instead of closing it."""
    with contextlib.suppress(OSError):
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.shutdown(socket.SHUT_RDWR)
    client.close()
