"""Which addresses may be reached, and that the one checked is the one connected to."""

from __future__ import annotations

import asyncio
import ipaddress
from collections.abc import Sequence

import httpcore
import pytest

from claims.errors import FetchError, UsageError
from flows.addresses import GuardedBackend, is_public, parse_allowed, permitted

PRIVATE = {
    "127.0.0.1": "loopback",
    "127.8.9.10": "loopback, the rest of it",
    "10.1.2.3": "private",
    "172.31.0.9": "private",
    "192.168.1.1": "private",
    "169.254.169.254": "link-local, the metadata service of most clouds",
    "100.100.100.200": "shared, a metadata service",
    "168.63.129.16": "a metadata service on a public-looking address",
    "192.0.0.192": "a metadata service",
    "0.0.0.0": "unspecified",
    "224.0.0.251": "multicast",
    "239.255.255.250": "multicast",
    "255.255.255.255": "broadcast",
    "240.0.0.1": "reserved",
    "198.18.0.1": "benchmarking",
    "203.0.113.9": "documentation",
    "::1": "loopback",
    "::": "unspecified",
    "fe80::1": "link-local",
    "fe80::1%lo": "link-local with a zone",
    "fd00:ec2::254": "unique local, a metadata service",
    "fec0::1": "site-local",
    "ff02::1": "multicast",
    "2001:db8::1": "documentation",
    "::ffff:127.0.0.1": "loopback mapped into IPv6",
    "::ffff:169.254.169.254": "metadata mapped into IPv6",
    "::127.0.0.1": "loopback in the old compatible form",
    "64:ff9b::a00:1": "10.0.0.1 behind NAT64",
    "2002:7f00:1::": "127.0.0.1 in 6to4",
}


@pytest.mark.parametrize("address", PRIVATE)
def test_a_private_address_is_not_public(address: str) -> None:
    """Nothing that only a neighbour can reach counts as public, however it is written."""
    assert is_public(ipaddress.ip_address(address)) is False


@pytest.mark.parametrize(
    "address", ["1.1.1.1", "93.184.216.34", "2606:4700::1111", "::ffff:1.1.1.1", "64:ff9b::808:808"]
)
def test_a_public_address_is_public(address: str) -> None:
    """Ordinary addresses, and IPv6 forms that carry one, are public."""
    assert is_public(ipaddress.ip_address(address)) is True


@pytest.mark.parametrize(
    ("entry", "host", "address", "port", "covered"),
    [
        ("127.0.0.1", "127.0.0.1", "127.0.0.1", 8000, True),
        ("127.0.0.1", "wire.example", "127.0.0.1", 8000, True),
        ("127.0.0.1", "127.0.0.2", "127.0.0.2", 8000, False),
        ("127.0.0.1:8000", "127.0.0.1", "127.0.0.1", 8000, True),
        ("127.0.0.1:8000", "127.0.0.1", "127.0.0.1", 8001, False),
        ("10.0.0.0/8", "x", "10.200.1.1", 80, True),
        ("10.0.0.7/8", "x", "10.200.1.1", 80, True),
        ("10.0.0.0/8", "x", "192.168.0.1", 80, False),
        ("10.0.0.0/8:80", "x", "10.0.0.1", 443, False),
        ("::1", "localhost", "::1", 80, True),
        ("[::1]", "localhost", "::1", 80, True),
        ("[::1]:8000", "localhost", "::1", 8000, True),
        ("[::1]:8000", "localhost", "::1", 80, False),
        ("fd00::/8", "x", "fd12::1", 80, True),
        ("Intranet.Example", "intranet.example.", "10.0.0.1", 80, True),
        ("intranet.example", "other.example", "10.0.0.1", 80, False),
        ("intranet.example:8080", "intranet.example", "10.0.0.1", 8080, True),
        ("intranet.example:8080", "intranet.example", "10.0.0.1", 80, False),
    ],
)
def test_an_entry_covers_what_it_names(entry: str, host: str, address: str, port: int, covered: bool) -> None:
    """Hosts are compared by name, addresses and networks by what the name resolved to, ports where given."""
    (allowed,) = parse_allowed([entry])
    assert allowed.covers(host, ipaddress.ip_address(address), port) is covered


def test_blank_entries_are_skipped() -> None:
    """A trailing comma in the variable permits nothing."""
    assert parse_allowed(["", "  "]) == ()


@pytest.mark.parametrize("entry", ["10.0.0.0/33", "intranet.example:http", "http://intranet.example", "host:70000"])
def test_an_entry_that_cannot_be_read_is_a_usage_error(entry: str) -> None:
    """A mistyped permission is named with the variable it stands in, and permits nothing."""
    with pytest.raises(UsageError, match="COUNTERCLAIM_ALLOW_PRIVATE") as error:
        parse_allowed([entry])
    assert repr(entry) in str(error.value)


def test_only_the_permitted_addresses_of_a_name_are_kept() -> None:
    """A name with a public and a private address is reached on the public one."""
    assert permitted("mixed.example", ["10.0.0.1", "1.1.1.1"], 80, ()) == ["1.1.1.1"]


def test_the_refusal_names_host_address_and_repair() -> None:
    """The line says what was refused and what to set to permit it."""
    with pytest.raises(FetchError) as error:
        permitted("intranet.example", ["10.0.0.1", "fd00::1"], 80, ())
    assert error.value.reason == "private_address"
    assert error.value.detail == (
        "intranet.example is 10.0.0.1, fd00::1; to permit it, set COUNTERCLAIM_ALLOW_PRIVATE=intranet.example"
    )


def test_a_resolver_that_changes_its_mind_changes_nothing() -> None:
    """The name is resolved once for a connection, and that answer is connected to: there is no second look-up."""
    asked: list[str] = []
    reached: list[str] = []

    async def resolve(host: str, port: int) -> Sequence[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["127.0.0.2"]

    async def scenario() -> None:
        async def note(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            reached.append(writer.get_extra_info("sockname")[0])
            writer.close()

        server = await asyncio.start_server(note, "0.0.0.0", 0)
        port = server.sockets[0].getsockname()[1]
        async with server:
            backend = GuardedBackend(parse_allowed(["127.0.0.1"]), resolve)
            stream = await backend.connect_tcp("wire.example", port, timeout=5)
            await stream.read(1, timeout=5)
            await stream.aclose()
            with pytest.raises(FetchError) as error:
                await backend.connect_tcp("wire.example", port, timeout=5)
            assert error.value.reason == "private_address"

    asyncio.run(scenario())
    assert asked == ["wire.example", "wire.example"]
    assert reached == ["127.0.0.1"]


def test_the_next_permitted_address_is_tried() -> None:
    """A name whose first address refuses is reached on its second one."""

    async def resolve(host: str, port: int) -> Sequence[str]:
        return ["127.0.0.2", "127.0.0.1"]

    async def scenario() -> object:
        async def close(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.close()

        server = await asyncio.start_server(close, "127.0.0.1", 0)
        async with server:
            backend = GuardedBackend(parse_allowed(["127.0.0.0/8"]), resolve)
            stream = await backend.connect_tcp("wire.example", server.sockets[0].getsockname()[1], timeout=5)
            address = stream.get_extra_info("server_addr")[0]
            await stream.read(1, timeout=5)
            await stream.aclose()
            return address

    assert asyncio.run(scenario()) == "127.0.0.1"


def test_a_slow_resolver_is_a_connect_timeout() -> None:
    """Looking a name up counts as connecting, and is bounded like it."""

    async def resolve(host: str, port: int) -> Sequence[str]:
        await asyncio.Event().wait()
        return []

    with pytest.raises(httpcore.ConnectTimeout, match=r"no address for wire\.example"):
        asyncio.run(GuardedBackend((), resolve).connect_tcp("wire.example", 80, timeout=0.01))


def test_a_name_without_an_address_cannot_be_connected_to() -> None:
    """An empty answer and a failed look-up say which name it was."""

    async def nothing(host: str, port: int) -> Sequence[str]:
        return []

    async def fails(host: str, port: int) -> Sequence[str]:
        raise OSError("Name or service not known")

    for resolve in (nothing, fails):
        with pytest.raises(httpcore.ConnectError, match=r"no address for gone\.example"):
            asyncio.run(GuardedBackend((), resolve).connect_tcp("gone.example", 80))


def test_no_unix_socket_is_opened() -> None:
    """The guard has no side door."""
    with pytest.raises(httpcore.UnsupportedProtocol, match="docker"):
        asyncio.run(GuardedBackend(()).connect_unix_socket("/run/docker.sock"))
