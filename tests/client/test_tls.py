"""TLS towards a server, and faults as data."""

import hashlib
import socket
import ssl

import pytest

from malmadang.client.tls import checking_context, fault_of, fingerprint, trusting_context
from malmadang.clientcore.faults import FaultKind


def test_only_the_trusting_context_takes_anything() -> None:
    assert checking_context().verify_mode is ssl.CERT_REQUIRED
    assert checking_context().check_hostname is True
    assert trusting_context().verify_mode is ssl.CERT_NONE
    assert trusting_context().minimum_version >= ssl.TLSVersion.TLSv1_2


def test_a_fingerprint_is_the_sha256_of_the_certificate() -> None:
    assert fingerprint(b"x") == hashlib.sha256(b"x").hexdigest()
    assert fingerprint(None) == ""


@pytest.mark.parametrize(
    ("error", "kind"),
    [
        (socket.gaierror(-2, "unknown"), FaultKind.UNKNOWN_HOST),
        (TimeoutError(), FaultKind.TIMED_OUT),
        (ConnectionRefusedError(111, "refused"), FaultKind.REFUSED),
        (
            OSError("Multiple exceptions: [Errno 111] call failed (a), [Errno 111] call failed (b)"),
            FaultKind.REFUSED,
        ),
        (
            OSError("Multiple exceptions: [Errno 111] call failed, [Errno 101] no route"),
            FaultKind.UNREACHABLE,
        ),
        (OSError(113, "No route to host"), FaultKind.UNREACHABLE),
        (ssl.SSLError(1, "wrong version number"), FaultKind.TLS_FAILED),
        (UnicodeError("label too long"), FaultKind.UNREACHABLE),
    ],
)
def test_errors_become_faults(error: Exception, kind: FaultKind) -> None:
    assert fault_of(error, "h:1", "h").kind is kind
