"""Opens the HTTP client of a run: HTTP/2 and HTTP/1.1 to permitted addresses only, over TLS that is always checked."""

from __future__ import annotations

import ssl
from http.cookiejar import CookieJar, DefaultCookiePolicy
from pathlib import Path

import httpx

from flows.addresses import GuardedTransport, Resolve, parse_allowed, system_resolver
from flows.fetch_settings import FetchSettings
from flows.unpacking import ENCODINGS


def open_client(
    settings: FetchSettings, *, resolve: Resolve | None = None, authority: Path | None = None
) -> httpx.AsyncClient:
    """A client that reaches permitted addresses only, follows no redirect by itself and keeps no cookies.

    No cookies: what is read never depends on what was read before.  `resolve` replaces the system's resolver.
    authority -- a file of certificates that are trusted in place of the usual ones.
    Raises UsageError where `settings.allow_private` cannot be read.
    """
    return httpx.AsyncClient(
        transport=GuardedTransport(
            parse_allowed(settings.allow_private), resolve or system_resolver, tls_context(authority)
        ),
        headers={
            "User-Agent": settings.user_agent,
            "Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,text/plain;q=0.8,*/*;q=0.1",
            "Accept-Encoding": ENCODINGS,
        },
        timeout=httpx.Timeout(settings.read_timeout, connect=settings.connect_timeout, pool=settings.total_timeout),
        cookies=CookieJar(policy=DefaultCookiePolicy(allowed_domains=[])),
        follow_redirects=False,
        trust_env=False,
    )


def tls_context(authority: Path | None = None) -> ssl.SSLContext:
    """TLS 1.2 or later, with the certificate and the host's name checked.

    authority -- a file of certificates that are trusted; else what SSL_CERT_FILE names, else those of certifi.
    """
    context = httpx.create_ssl_context() if authority is None else ssl.create_default_context(cafile=str(authority))
    context.minimum_version = ssl.TLSVersion.TLSv1_2  # older versions are broken (RFC 8996)
    return context


def tls_failure(error: BaseException) -> str | None:
    """What TLS found wrong, where `error` comes of that and not of a connection that merely broke off."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, ssl.SSLCertVerificationError):
            return cause.verify_message.rstrip(".") or "the certificate cannot be verified"
        if isinstance(cause, ssl.SSLError) and not isinstance(cause, ssl.SSLEOFError | ssl.SSLZeroReturnError):
            return (cause.reason or str(cause)).replace("_", " ").lower()
        cause = cause.__cause__ or cause.__context__
    return None
