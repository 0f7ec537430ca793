"""A line to the server that breaks where a test wants it to."""

from __future__ import annotations

import contextlib
import socket
import struct
import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

COMMIT = b"\x00\x02\xb0\x12\x00\x00"  # the message as Bolt writes it: one chunk of two bytes
# What to do with what the client sends: (how many times it sent, the bytes) to "pass", "drop" or "last",
# which passes it on, and breaks the line before an answer can come back.
Judge = Callable[[int, bytes], str]


@dataclass
class Line:
    """A proxy on a port of its own, and what has happened to it."""

    uri: str
    sent: int = 0
    cuts: int = 0
    phases: list[str] = field(default_factory=list)


@contextlib.contextmanager
def breaking_line(port: int, judge: Judge, *, cuts: int = 1) -> Iterator[Line]:
    """Pass everything on to the server at `port`, but break the line where `judge` says, at most so often."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen(64)
        line = Line(f"bolt://127.0.0.1:{door.getsockname()[1]}")
        threading.Thread(target=_accept, args=(door, port, judge, cuts, line), daemon=True).start()
        yield line
        with contextlib.suppress(OSError):
            door.shutdown(socket.SHUT_RDWR)


def cut_at(number: int) -> Judge:
    """Break the line when the client sends for this time, counted from 1."""
    return lambda sent, _: "drop" if sent == number else "pass"


def cut_at_commit(*, arrives: bool) -> Judge:
    """Break the line at the COMMIT of a write, which has arrived there or not."""
    written = False

    def judge(_: int, data: bytes) -> str:
        nonlocal written
        written = written or b"pushed_at" in data  # the marker is written last
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
    """Reset it, as a broken line would be, instead of closing it politely."""
    with contextlib.suppress(OSError):
        client.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        client.shutdown(socket.SHUT_RDWR)
    client.close()
