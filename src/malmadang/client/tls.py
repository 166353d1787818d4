"""TLS towards a server: which certificate is good enough."""

import errno
import hashlib
import re
import socket
import ssl

from malmadang.clientcore.faults import Fault, FaultKind

# As POSIX and as Windows says it.
_REFUSED = frozenset({errno.ECONNREFUSED, 10061})


def checking_context() -> ssl.SSLContext:
    """Return a context that takes valid certificates only (system's authorities, host name)."""
    context = ssl.create_default_context()
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    return context


def trusting_context() -> ssl.SSLContext:
    """Return a context that takes any certificate: compare its fingerprint before a line is sent."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.minimum_version = ssl.TLSVersion.TLSv1_2
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    return context


def fingerprint(certificate: bytes | None) -> str:
    """Return the sha256 of a certificate in DER, "" for none."""
    return hashlib.sha256(certificate).hexdigest() if certificate else ""


def fault_of(error: Exception, server: str, host: str) -> Fault:
    """Say in data why a line did not come about, or broke."""
    match error:
        case socket.gaierror():
            return Fault(FaultKind.UNKNOWN_HOST, {"host": host})
        case TimeoutError():
            return Fault(FaultKind.TIMED_OUT, {"server": server})
        case ssl.SSLError():
            # Only errors that OpenSSL itself has made carry a reason.
            detail = getattr(error, "reason", None) or str(error)
            return Fault(FaultKind.TLS_FAILED, {"server": server, "detail": str(detail)})
        case ConnectionRefusedError():
            return Fault(FaultKind.REFUSED, {"server": server})
        case OSError():
            return _several(error, server)
        case _:
            return Fault(FaultKind.UNREACHABLE, {"server": server, "detail": str(error)})


def _several(error: OSError, server: str) -> Fault:
    """Several addresses were tried: asyncio joins what each of them said into one text."""
    text = str(error)
    numbers = {int(number) for number in re.findall(r"\[Errno ([0-9]+)\]", text)}
    if error.errno is None and numbers and numbers <= _REFUSED:
        return Fault(FaultKind.REFUSED, {"server": server})
    return Fault(FaultKind.UNREACHABLE, {"server": server, "detail": error.strerror or text})
