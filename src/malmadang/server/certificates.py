"""The server's certificate: the one the settings name, or one it makes for itself."""

from __future__ import annotations

import hashlib
import os
import socket
import ssl
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

from malmadang.ports import TimeMs

CERTIFICATE_FILE = "certificate.pem"
KEY_FILE = "key.pem"
VALID_DAYS = 3_650
"""Clients pin a self-made certificate, so it should not change under them."""


class CertificateError(Exception):
    """The certificate cannot be used; the text says why."""


def load_context(certificate: Path, key: Path) -> ssl.SSLContext:
    """Return a TLS context for servers.

    Raises:
        CertificateError: a file is missing, or the two do not belong together.
    """
    context = ssl.create_default_context(ssl.Purpose.CLIENT_AUTH)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    load_into(context, certificate, key)
    return context


def load_into(context: ssl.SSLContext, certificate: Path, key: Path) -> None:
    """Use this certificate for every connection that begins from now on.

    Raises:
        CertificateError: as `load_context`; the context may be of no use then.
    """
    _look_into(certificate, b"-BEGIN CERTIFICATE-", "no PEM certificate in it")
    if b"ENCRYPTED" in _look_into(key, b"PRIVATE KEY-", "no PEM private key in it"):
        raise CertificateError(f"{key}: it has a passphrase, and nobody is there to type it")
    try:
        # With a password given, OpenSSL never asks for one at the terminal.
        context.load_cert_chain(certificate, key, password="")
    except (OSError, ValueError) as error:
        reason = getattr(error, "reason", None) or str(error)
        raise CertificateError(f"{certificate}, {key}: {reason}") from error


def _look_into(file: Path, mark: bytes, otherwise: str) -> bytes:
    try:
        data = file.read_bytes()
    except OSError as error:
        raise CertificateError(f"{file}: {error.strerror}") from error
    except ValueError as error:
        raise CertificateError(f"{str(file)!r}: {error}") from error
    if mark not in data:
        raise CertificateError(f"{file}: {otherwise}")
    return data


def make_certificate(folder: Path, names: Sequence[str], now_ms: TimeMs) -> tuple[Path, Path]:
    """Write a key and a certificate signed with it, unless they are there; return both paths.

    Args:
        names: host names and IP addresses the certificate is good for.
    Raises:
        CertificateError: the folder cannot be written to.
    """
    certificate, key = folder / CERTIFICATE_FILE, folder / KEY_FILE
    if certificate.exists() and key.exists():
        return certificate, key
    certificate_bytes, key_bytes = _sign(names, now_ms)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        _write_private(key, key_bytes)
        _write_private(certificate, certificate_bytes)
    except OSError as error:
        raise CertificateError(f"{folder}: {error.strerror}") from error
    return certificate, key


def _sign(names: Sequence[str], now_ms: TimeMs) -> tuple[bytes, bytes]:
    # Imported only when needed: it takes longer to load than the rest of the server.
    from cryptography import x509
    from cryptography.hazmat.primitives import hashes, serialization
    from cryptography.hazmat.primitives.asymmetric import ec
    from cryptography.x509.oid import NameOID

    key = ec.generate_private_key(ec.SECP256R1())
    subject = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Malmadang")])
    now = datetime.fromtimestamp(now_ms / 1000, UTC)
    alternatives = x509.SubjectAlternativeName([_general_name(name) for name in dict.fromkeys(names)])
    certificate = (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(subject)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=VALID_DAYS))
        .add_extension(alternatives, critical=False)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    return certificate.public_bytes(serialization.Encoding.PEM), key.private_bytes(
        serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )


def _general_name(name: str):  # type: ignore[no-untyped-def]
    from cryptography import x509

    try:
        return x509.IPAddress(ip_address(name))
    except ValueError:
        return x509.DNSName(name)


def _write_private(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read, whole or not at all."""
    part = path.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        file.write(data)
    part.replace(path)


def fingerprint(certificate: Path) -> str:
    """Return the sha256 of a certificate in a PEM file, as 64 hexadecimal digits."""
    return hashlib.sha256(ssl.PEM_cert_to_DER_cert(certificate.read_text())).hexdigest()


def own_names() -> list[str]:
    """Return the names and addresses this machine can be reached by."""
    name = socket.gethostname()
    names = [name] if name.isascii() and name else []
    return ["localhost", "127.0.0.1", "::1", *names, *lan_addresses()]


def lan_addresses() -> list[str]:
    """Return this machine's address on the local network, IPv4 before IPv6; nothing is sent."""
    found = []
    # Documentation addresses (RFC 5737, RFC 3849): choosing a route to them names our own side of it.
    for family, target in ((socket.AF_INET, "192.0.2.1"), (socket.AF_INET6, "2001:db8::1")):
        try:
            with socket.socket(family, socket.SOCK_DGRAM) as sock:
                sock.connect((target, 9))
                address = str(sock.getsockname()[0]).partition("%")[0]
        except OSError:
            continue
        ip = ip_address(address)
        if not (ip.is_loopback or ip.is_unspecified or ip.is_link_local):
            found.append(address)
    return found
