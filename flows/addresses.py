"""Keeps the fetcher out of private networks: each address is checked, and the checked address is the one connected to.

The guard sits below HTTP, where a connection is opened: it resolves the name once, keeps the addresses that may be
reached, and connects to one of those.  A name that resolves to something else a moment later (rebinding) changes
nothing, and every redirect passes through here too.  TLS still sees the host's name, because httpcore asks for it.
"""

from __future__ import annotations

import asyncio
import ipaddress
import re
import socket
import ssl
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

import httpcore
import httpx

from claims.errors import FetchError, UsageError

Address: TypeAlias = ipaddress.IPv4Address | ipaddress.IPv6Address
Network: TypeAlias = ipaddress.IPv4Network | ipaddress.IPv6Network
Resolve: TypeAlias = Callable[[str, int], Awaitable[Sequence[str]]]
SocketOption: TypeAlias = tuple[int, int, int] | tuple[int, int, bytes | bytearray] | tuple[int, int, None, int]

VARIABLE = "COUNTERCLAIM_ALLOW_PRIVATE"

NEVER_PUBLIC: tuple[tuple[Network, str], ...] = (
    (ipaddress.ip_network("100.64.0.0/10"), "shared by carriers; Alibaba's metadata service is in it"),
    (ipaddress.ip_network("168.63.129.16/32"), "Azure's metadata service, on an address that looks public"),
    (ipaddress.ip_network("192.0.0.0/24"), "protocol assignments; Oracle's metadata service is in it"),
    (ipaddress.ip_network("192.88.99.0/24"), "the retired 6to4 relays (RFC 7526)"),
    (ipaddress.ip_network("fec0::/10"), "site-local, retired and still routed inside (RFC 3879)"),
)
"""What `ipaddress` calls global in one Python or another and a news page is never served from, each with its reason."""

NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # RFC 6052: the last 32 bits are the IPv4 address that is reached

_WITH_PORT = re.compile(r"(?:\[(?P<bracketed>[^\]]+)\]|(?P<plain>[^:\[\]]+))(?::(?P<port>[0-9]{1,6}))?")
_HOST = re.compile(r"[^\s:/\[\]@?#]+")


@dataclass(frozen=True, slots=True)
class Allowed:
    """One entry of COUNTERCLAIM_ALLOW_PRIVATE: a host's name or a network, on one port or on all of them."""

    host: str | None = None
    network: Network | None = None
    port: int | None = None

    def covers(self, host: str, address: Address, port: int) -> bool:
        """Whether this entry permits `address`, reached as `host`, on `port`."""
        if self.port is not None and self.port != port:
            return False
        if self.network is not None:
            return address in self.network
        return self.host == _plain_host(host)


def parse_allowed(entries: Iterable[str]) -> tuple[Allowed, ...]:
    """Read hosts, addresses, CIDR networks, each with an optional `:port` (IPv6 then in brackets); blanks are skipped.

    Raises UsageError on a network or port that cannot be read.
    """
    return tuple(_parse(entry.strip()) for entry in entries if entry.strip())


def is_public(address: Address) -> bool:
    """Whether anybody on the internet can reach this address.

    An IPv6 address that only carries an IPv4 one (mapped, 6to4, Teredo, NAT64) is judged by what it carries.
    """
    if isinstance(address, ipaddress.IPv6Address):
        carried = address.ipv4_mapped or address.sixtofour or (address.teredo[1] if address.teredo else None)
        if address in NAT64:
            carried = ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
        if carried is not None:
            return is_public(carried)
    if any(address in network for network, _ in NEVER_PUBLIC):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def permitted(host: str, addresses: Iterable[str], port: int, allowed: Sequence[Allowed]) -> list[str]:
    """The addresses of `host` that may be connected to, in order.

    Raises FetchError("private_address") where none is left.
    """
    parsed = [ipaddress.ip_address(text) for text in addresses]
    kept = [a for a in parsed if is_public(a) or any(entry.covers(host, a, port) for entry in allowed)]
    if parsed and not kept:
        named = host if str(parsed[0]) == host else f"{host} is {', '.join(map(str, parsed))}"
        raise FetchError("private_address", f"{named}; to permit it, set {VARIABLE}={host}")
    return [str(address) for address in kept]


async def system_resolver(host: str, port: int) -> Sequence[str]:
    """The addresses of a name as the operating system orders them; raises OSError where it has none."""
    found = await asyncio.get_running_loop().getaddrinfo(host, port, type=socket.SOCK_STREAM)
    return list(dict.fromkeys(str(address[0]) for *_, address in found))


class GuardedBackend(httpcore.AsyncNetworkBackend):
    """Opens TCP connections to permitted addresses only, and nothing else."""

    def __init__(self, allowed: Sequence[Allowed], resolve: Resolve = system_resolver) -> None:
        self._allowed = allowed
        self._resolve = resolve
        self._inner: httpcore.AsyncNetworkBackend = httpcore.AnyIOBackend()

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[SocketOption] | None = None,
    ) -> httpcore.AsyncNetworkStream:
        """Resolve, check, and connect to the first permitted address that answers.

        Raises FetchError("private_address"), httpcore.ConnectTimeout or httpcore.ConnectError.
        """
        try:
            async with asyncio.timeout(timeout):
                addresses = permitted(host, await self._addresses(host, port), port, self._allowed)
        except TimeoutError as error:
            raise httpcore.ConnectTimeout(f"no address for {host} within {timeout} s") from error
        return await self._connect(host, addresses, port, timeout, local_address, socket_options)

    async def connect_unix_socket(
        self, path: str, timeout: float | None = None, socket_options: Iterable[SocketOption] | None = None
    ) -> httpcore.AsyncNetworkStream:
        """Never: a page comes over TCP."""
        raise httpcore.UnsupportedProtocol(f"no pages are read from the socket {path}")

    async def sleep(self, seconds: float) -> None:
        """Wait, for httpcore's own retries."""
        await self._inner.sleep(seconds)

    async def _addresses(self, host: str, port: int) -> Sequence[str]:
        try:
            found = await self._resolve(host, port)
        except (OSError, UnicodeError) as error:
            raise httpcore.ConnectError(f"no address for {host}: {error}") from error
        if not found:
            raise httpcore.ConnectError(f"no address for {host}")
        return found

    async def _connect(
        self,
        host: str,
        addresses: Sequence[str],
        port: int,
        timeout: float | None,
        local_address: str | None,
        socket_options: Iterable[SocketOption] | None,
    ) -> httpcore.AsyncNetworkStream:
        share = None if timeout is None else timeout / len(addresses)
        late: httpcore.ConnectTimeout | None = None
        for address in addresses:
            try:
                return await self._inner.connect_tcp(address, port, share, local_address, socket_options)
            except httpcore.ConnectTimeout as error:
                late = error
            except httpcore.ConnectError:
                continue
        where = f"{host} ({', '.join(addresses)}) port {port}"
        if late is not None:
            raise httpcore.ConnectTimeout(f"no answer from {where} within {timeout} s") from late
        raise httpcore.ConnectError(f"no connection to {where}")


class GuardedTransport(httpx.AsyncHTTPTransport):
    """httpx's transport with the guard below it; no proxy, which would resolve names where nobody checks them.

    HTTP/2 where the server offers it in the TLS handshake, else HTTP/1.1.
    """

    def __init__(self, allowed: Sequence[Allowed], resolve: Resolve, context: ssl.SSLContext) -> None:
        super().__init__(verify=context)
        self._pool = httpcore.AsyncConnectionPool(
            ssl_context=context,
            http1=True,
            http2=True,
            max_connections=20,
            max_keepalive_connections=10,
            keepalive_expiry=5.0,
            network_backend=GuardedBackend(allowed, resolve),
        )


def _parse(entry: str) -> Allowed:
    split = _WITH_PORT.fullmatch(entry)
    host, digits = (split["bracketed"] or split["plain"], split["port"]) if split else (entry, None)
    port = int(digits) if digits else None
    if port is not None and not 0 < port < 65536:
        raise UsageError(f"{VARIABLE}: the port in {entry!r} is not between 1 and 65535")
    try:
        return Allowed(network=ipaddress.ip_network(host, strict=False), port=port)
    except ValueError as error:
        if _HOST.fullmatch(host) is None:
            raise UsageError(f"{VARIABLE}: {entry!r} is no host, address or network (such as 10.0.0.0/8)") from error
        return Allowed(host=_plain_host(host), port=port)


def _plain_host(host: str) -> str:
    return host.lower().rstrip(".")
