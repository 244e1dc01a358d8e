"""The certificates that this machine trusts, a company's own among them."""

import ssl
import sys
from pathlib import Path

import truststore

_BUNDLES = (
    "/etc/ssl/certs/ca-certificates.crt",
    "/etc/pki/tls/certs/ca-bundle.crt",
    "/etc/pki/ca-trust/extracted/pem/tls-ca-bundle.pem",
    "/etc/ssl/ca-bundle.pem",
    "/etc/ssl/cert.pem",
)


def system_tls() -> ssl.SSLContext:
    """A context for clients. Reads some hundred certificates, 20 to 50 ms: build it once, off the event loop.

    On macOS and Windows truststore asks the system. On Linux it would read the same bundle as OpenSSL does,
    but anew for each connection and on the event loop.
    """
    if sys.platform != "linux":
        return truststore.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context = ssl.create_default_context()
    known = ssl.get_default_verify_paths()
    if not (known.cafile or known.capath):
        _load_bundle(context)
    return context


def _load_bundle(context: ssl.SSLContext) -> None:
    """Python's own OpenSSL may look where another distribution keeps nothing."""
    for bundle in _BUNDLES:
        if Path(bundle).is_file():
            context.load_verify_locations(bundle)
            return
