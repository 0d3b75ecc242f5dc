"""Servers on loopback for the tests of fetching: raw ones, TLS with an authority of its own, HTTP/2."""

from __future__ import annotations

import asyncio
import ipaddress
import ssl
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeAlias

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID
from h2.config import H2Configuration
from h2.connection import H2Connection
from h2.events import RequestReceived
from h2.exceptions import ProtocolError

from benchmarks.hostile_servers import answer, asked

__all__ = ["Authority", "Handler", "Site", "answer", "asked", "serving"]

Handler: TypeAlias = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]


@asynccontextmanager
async def serving(handler: Handler, tls: ssl.SSLContext | None = None) -> AsyncIterator[str]:
    """The address of a server that speaks as `handler` does, with scheme and port."""

    async def guarded(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            await handler(reader, writer)
        except (ConnectionError, asyncio.IncompleteReadError, ssl.SSLError, asyncio.CancelledError):
            pass  # the client hung up, or the test is over
        finally:
            writer.close()

    async with await asyncio.start_server(guarded, "127.0.0.1", 0, ssl=tls) as server:
        yield f"{'https' if tls else 'http'}://127.0.0.1:{server.sockets[0].getsockname()[1]}"


@dataclass
class Site:
    """A handler that gives each path its answer, 404 where it has none, and remembers what was asked.

    pages -- what goes over the wire by path; of several answers each is given once, the last one again and again.
    """

    pages: dict[str, bytes | list[bytes]] = field(default_factory=dict)
    paths: list[str] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer one request."""
        path, headers = await asked(reader)
        self.paths.append(path)
        self.headers.append(headers)
        said = self.pages.get(path, answer(404))
        if isinstance(said, list):
            said = said.pop(0) if len(said) > 1 else said[0]
        writer.write(said)
        await writer.drain()


class Authority:
    """A certificate authority of the tests' own; `file` is what a client has to trust."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._key = ec.generate_private_key(ec.SECP256R1())
        self._name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Authority of the tests")])
        self.file = folder / "authority.pem"
        own = self._certificate(self._name, self._key, timedelta(days=1), host=None)
        self.file.write_bytes(own.public_bytes(serialization.Encoding.PEM))

    def context(
        self,
        host: str = "127.0.0.1",
        *,
        protocols: tuple[str, ...] = ("http/1.1",),
        ends_in: timedelta = timedelta(days=1),
    ) -> ssl.SSLContext:
        """TLS of a server with this name or address, which speaks `protocols`."""
        key = ec.generate_private_key(ec.SECP256R1())
        name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, host)])
        file = self._folder / "server.pem"
        file.write_bytes(
            key.private_bytes(
                serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
            )
            + self._certificate(name, key, ends_in, host).public_bytes(serialization.Encoding.PEM)
        )
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        context.load_cert_chain(file)
        context.set_alpn_protocols(list(protocols))
        return context

    def _certificate(
        self, subject: x509.Name, key: ec.EllipticCurvePrivateKey, ends_in: timedelta, host: str | None
    ) -> x509.Certificate:
        now = datetime.now(UTC)
        builder = (
            x509.CertificateBuilder()
            .subject_name(subject)
            .issuer_name(self._name)
            .public_key(key.public_key())
            .serial_number(x509.random_serial_number())
            .not_valid_before(now - timedelta(days=2))
            .not_valid_after(now + ends_in)
            .add_extension(x509.BasicConstraints(ca=host is None, path_length=None), critical=True)
        )
        if host is not None:
            try:
                named: x509.GeneralName = x509.IPAddress(ipaddress.ip_address(host))
            except ValueError:
                named = x509.DNSName(host)
            builder = builder.add_extension(x509.SubjectAlternativeName([named]), critical=False)
        return builder.sign(self._key, hashes.SHA256())


@dataclass
class Http2Site:
    """A handler that speaks HTTP/2 only and gives each path its body, in frames of 10,000 bytes.

    length -- what is declared as content-length in place of the real one.  streams -- the numbers of the requests.
    """

    pages: dict[str, bytes]
    length: int | None = None
    connections: int = 0
    streams: list[int] = field(default_factory=list)

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Answer the requests of one connection until the client hangs up."""
        self.connections += 1
        connection = H2Connection(H2Configuration(client_side=False, header_encoding="utf-8"))
        connection.initiate_connection()
        writer.write(connection.data_to_send())
        sending: dict[int, bytes] = {}
        while data := await reader.read(65_536):
            for event in connection.receive_data(data):
                if isinstance(event, RequestReceived) and event.stream_id is not None and event.headers:
                    self.streams.append(event.stream_id)
                    path = dict(event.headers)[":path"]  # type: ignore[call-overload]
                    body = self.pages.get(path)
                    status = "404" if body is None else "200"
                    length = str(len(body or b"") if self.length is None or body is None else self.length)
                    connection.send_headers(
                        event.stream_id,
                        [(":status", status), ("content-type", "text/html"), ("content-length", length)],
                    )
                    sending[event.stream_id] = body or b""
            _send(connection, sending)
            writer.write(connection.data_to_send())
            await writer.drain()


def _send(connection: H2Connection, sending: dict[int, bytes]) -> None:
    """As much of the bodies as the client is ready for."""
    for stream, body in list(sending.items()):
        try:
            while room := min(10_000, len(body), connection.local_flow_control_window(stream)):
                connection.send_data(stream, body[:room])
                body = body[room:]
            if not body:
                connection.end_stream(stream)
                del sending[stream]
            else:
                sending[stream] = body
        except ProtocolError:  # the client closed this stream
            del sending[stream]
