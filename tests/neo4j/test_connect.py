"""Every failure of a connection gives its cause within seconds, and never shows a password."""

from __future__ import annotations

import contextlib
import logging
import re
import signal
import socket
import threading
import time
import traceback
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from graphkit.cypher.neo4j import batches
from graphkit.cypher.neo4j.connect import Secret, Server, connect, find_server, open_session
from graphkit.cypher.neo4j.driver_errors import TooLittleMemory, translate_error
from graphkit.cypher.neo4j.push import push
from graphkit.errors import GraphkitError, UsageError
from tests.neo4j import trouble
from tests.neo4j.certificate import write_certificate
from tests.neo4j.graph import server_at
from tests.neo4j.server import Address, free_port, running_server
from tests.neo4j.server import Server as Running

PATIENCE = 10  # seconds; six on an idle machine


def _refused(server: Server) -> str:
    """Returns the message of a failed connection."""
    began = time.monotonic()
    with pytest.raises(GraphkitError) as caught, connect(server):
        pass
    assert time.monotonic() - began < PATIENCE
    shown = "".join(traceback.format_exception(caught.value))
    assert "wrong-one" not in shown
    return str(caught.value)


@contextlib.contextmanager
def _listener(talk: Callable[[socket.socket], object]) -> Iterator[str]:
    """Listens on a port where a program other than Neo4j answers."""
    with socket.socket() as door:
        door.bind(("127.0.0.1", 0))
        door.listen()

        def accept() -> None:
            with contextlib.suppress(OSError):
                while True:
                    client, _ = door.accept()
                    threading.Thread(target=_talk, args=(talk, client), daemon=True).start()

        threading.Thread(target=accept, daemon=True).start()
        yield f"bolt://127.0.0.1:{door.getsockname()[1]}"
        with contextlib.suppress(OSError):
            door.shutdown(socket.SHUT_RDWR)


def _talk(talk: Callable[[socket.socket], object], client: socket.socket) -> None:
    with contextlib.suppress(OSError), client:
        client.recv(100)
        talk(client)


def _say(*words: bytes) -> Callable[[socket.socket], object]:
    return lambda client: client.sendall(b"".join(words))


def _babble(client: socket.socket) -> None:
    while True:
        client.sendall(b"\xff" * 4096)


def _old_neo4j(client: socket.socket) -> None:
    """Sends the greeting of Neo4j 4.4, in Bolt 4.4."""
    client.sendall(b"\x00\x00\x04\x04")
    agent = b"Neo4j/4.4.0"
    hello = b"\xb1\x70\xa2\x86server" + bytes([0x80 + len(agent)]) + agent + b"\x8dconnection_id\x81x"
    for body in (hello, *[b"\xb1\x70\xa1\x87t_first\xc9\x00\x01"] * 9):
        client.recv(4096)
        client.sendall(len(body).to_bytes(2) + body + b"\x00\x00")


@pytest.mark.slow
@pytest.mark.parametrize(
    ("talk", "words"),
    [
        (lambda client: time.sleep(60), "does not answer in time"),
        (_say(b"\x00\x00\x04\x05"), "broke"),
        (_say(b"HTTP/1.1 400 Bad Request\r\n\r\n"), "web server"),
        (_say(b"SSH-2.0-OpenSSH_9.2\r\n"), "no Neo4j server"),
        (_say(), "no Neo4j server"),
        (_babble, "no Neo4j server"),
        (_old_neo4j, r"is Neo4j/4\.4\.0; graphkit needs Neo4j 5 or later"),
    ],
    ids=["hangs", "breaks off", "web", "ssh", "closes", "babbles", "too old"],
)
def test_what_is_no_neo4j_is_said_to_be_none(talk: Callable[[socket.socket], object], words: str) -> None:
    with _listener(talk) as uri:
        assert re.search(words, _refused(Server(uri, password=Secret("wrong-one"))))


def test_a_server_that_is_down_is_said_to_be() -> None:
    uri = f"bolt://127.0.0.1:{free_port()}"
    assert _refused(Server(uri)) == f"no server listens at {uri}; start Neo4j"


def test_a_host_that_is_not_there_is_said_to_be_none() -> None:
    assert "host 'no-such-host.invalid' not found" in _refused(Server("bolt://no-such-host.invalid:7687"))


def test_a_database_that_is_not_there_is_named(neo4j_server: Address) -> None:
    server = server_at(neo4j_server)
    message = _refused(Server(server.uri, server.user, server.password, "nosuch"))
    assert "has no database 'nosuch'" in message


def test_tls_where_there_is_none_is_said_to_be_missing(neo4j_server: Address) -> None:
    uri = neo4j_server.uri.replace("bolt://", "bolt+s://")
    assert "does not speak TLS; use bolt://" in _refused(Server(uri, password=Secret("wrong-one")))


def test_a_routing_address_works_too(neo4j_server: Address) -> None:
    server = server_at(neo4j_server)
    with connect(Server(server.uri.replace("bolt:", "neo4j:"), server.user, server.password)) as driver:
        driver.verify_connectivity()


@pytest.mark.usefixtures("neo4j_jars")
def test_a_small_encrypted_server_with_passwords_of_all_sorts(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Uses one server for all tests with special settings, because the start takes most of the time."""
    settings = {"dbms.memory.transaction.total.max": "10m", "dbms.security.auth_lock_time": "60s"}
    with running_server(settings=settings, tls=write_certificate(tmp_path / "tls")) as running:
        right = server_at(running.address)
        assert push(right, trouble.dataset(1)).how == "one transaction"
        bigger = trouble.many(2000)
        assert push(right, bigger).how == "batches"
        assert trouble.look(running.address, bigger, bigger, trouble.Tally()) == "new"
        fat = trouble.many(1000, summary="x" * 6_500)
        monkeypatch.setattr(batches, "ELEMENT", 10)  # the estimate is too low: the server runs out of memory
        assert push(right, fat).how == "batches"
        assert trouble.look(running.address, fat, fat, trouble.Tally()) == "new"
        with pytest.raises(TooLittleMemory, match="too little memory"):
            push(right, trouble.many(1, summary="x" * 20_000_000))
        _run_on_system(running.address, "CREATE USER expired SET PASSWORD 'old-password' CHANGE REQUIRED")
        _see_refusals(running, right)


def _see_refusals(running: Running, right: Server) -> None:
    plain = Server(right.uri.replace("+ssc", ""), right.user, right.password)
    trusting = Server(right.uri.replace("+ssc", "+s"), right.user, right.password)
    wrong = Server(right.uri, right.user, Secret("wrong-one"))
    assert "wants TLS; use bolt+s:// (or +ssc://" in _refused(plain)
    assert re.search(r"certificate of .* is not trusted .*; .* use bolt\+ssc://", _refused(trusting))
    assert "has expired" in _refused(Server(right.uri, "expired", Secret("old-password")))
    assert "refuses this user or password" in _refused(wrong)
    for _ in range(3):
        message = _refused(wrong)
    assert "for some seconds, the right one too" in message
    assert "for some seconds, the right one too" in _refused(right)
    running.process.send_signal(signal.SIGSTOP)
    try:
        assert "does not answer" in _refused(right)
    finally:
        running.process.send_signal(signal.SIGCONT)


def _run_on_system(address: Address, text: str) -> None:
    import neo4j

    with neo4j.GraphDatabase.driver(address.uri, auth=address.auth) as driver:
        driver.execute_query(text, database_="system")


def test_a_session_prints_nothing_and_leaves_logging_as_it_is(
    neo4j_server: Address, caplog: pytest.LogCaptureFixture
) -> None:
    before = list(logging.getLogger("neo4j").handlers)
    with open_session(server_at(neo4j_server)) as session:
        session.run("MATCH (n:NoSuchLabel) RETURN n").consume()
    assert (logging.getLogger("neo4j").handlers, caplog.text) == (before, "")


@pytest.mark.parametrize("code", ["ForbiddenOnReadOnlyDatabase", "WriteOnReadOnlyAccessDatabase"])
def test_a_read_only_database_is_said_to_be_one(code: str) -> None:
    """Tests only the error code: an embedded server cannot become read-only after it has data."""
    error = Exception()
    error.code = f"Neo.ClientError.General.{code}"  # type: ignore[attr-defined]
    assert (
        str(translate_error(error, "bolt://localhost")) == "database 'neo4j' at bolt://localhost is read-only"
    )


def test_a_password_shows_itself_nowhere(caplog: pytest.LogCaptureFixture, neo4j_server: Address) -> None:
    caplog.set_level(logging.DEBUG)
    environ = {"NEO4J_URI": neo4j_server.uri, "NEO4J_PASSWORD": "wrong-one"}
    server = find_server(environ)
    assert "wrong-one" not in repr(server) + str(server) + repr(server.password) + f"{server.password}"
    _refused(server)
    assert "wrong-one" not in caplog.text


def test_where_the_server_and_the_password_come_from(tmp_path: Path) -> None:
    file = tmp_path / "password"
    file.write_text("from the file\n")
    environ = {
        "NEO4J_URI": "neo4j+s://example.org",
        "NEO4J_USERNAME": "someone",
        "NEO4J_PASSWORD": "there",
    }
    found = find_server(environ | {"NEO4J_DATABASE": "cases"})
    assert (found.uri, found.user, found.database) == ("neo4j+s://example.org", "someone", "cases")
    assert found.password.reveal() == "there"
    given = find_server(environ, uri="bolt://localhost", database="other", password_file=file)
    assert (given.uri, given.database, given.password.reveal()) == (
        "bolt://localhost",
        "other",
        "from the file",
    )
    asked = find_server({}, ask=lambda words: "typed " + words)
    assert asked.password.reveal() == "typed Password of neo4j at bolt://localhost:7687: "
    with pytest.raises(UsageError, match="NEO4J_PASSWORD"):
        find_server({})
    with pytest.raises(UsageError, match="No such file"):
        find_server(environ, password_file=tmp_path / "none")


@pytest.mark.parametrize(
    ("uri", "words"),
    [
        ("bolt://neo4j:wrong-one@localhost", "must not contain a user or password"),
        ("bolt://192.0.2.7:7687", "unencrypted; use bolt"),
        ("neo4j://db.example.org", "unencrypted; use neo4j"),
        ("http://localhost:7474", "is not the address"),
        ("localhost:7687", "is not the address"),
        ("bolt://", "is not the address"),
        ("bolt://localhost:port", "is not the address"),
        ("bolt://localhost/db", "is not the address"),
    ],
)
def test_addresses_that_are_none_or_not_safe_are_refused(uri: str, words: str) -> None:
    with pytest.raises(UsageError, match=words) as caught:
        find_server({"NEO4J_PASSWORD": "x"}, uri=uri)
    assert "wrong-one" not in str(caught.value)


def test_another_host_in_the_clear_is_let_through_when_asked_for() -> None:
    assert (
        find_server({"NEO4J_PASSWORD": "x"}, uri="bolt://192.0.2.7", insecure=True).uri == "bolt://192.0.2.7"
    )
    for uri in ("bolt://localhost", "bolt://127.0.0.1:7687", "bolt://[::1]:7687", "bolt+s://192.0.2.7"):
        assert find_server({"NEO4J_PASSWORD": "x"}, uri=uri).uri == uri
