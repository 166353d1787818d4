import ssl
import stat
from datetime import UTC, datetime
from pathlib import Path

import pytest
import trustme
from cryptography import x509

from malmadang.ports import TimeMs
from malmadang.server.certificates import (
    CertificateError,
    lan_addresses,
    load_context,
    make_certificate,
    own_names,
)

NOW = TimeMs(1_764_500_000_000)


def test_a_self_made_certificate_is_kept_private_and_stays(tmp_path: Path) -> None:
    certificate, key = make_certificate(tmp_path / "data", ["localhost", "127.0.0.1", "localhost"], NOW)
    assert {stat.S_IMODE(path.stat().st_mode) for path in (certificate, key)} == {0o600}
    parsed = x509.load_pem_x509_certificate(certificate.read_bytes())
    names = parsed.extensions.get_extension_for_class(x509.SubjectAlternativeName).value
    assert names.get_values_for_type(x509.DNSName) == ["localhost"]
    assert [str(ip) for ip in names.get_values_for_type(x509.IPAddress)] == ["127.0.0.1"]
    assert parsed.not_valid_before_utc < datetime.fromtimestamp(NOW / 1000, UTC) < parsed.not_valid_after_utc
    assert load_context(certificate, key).minimum_version == ssl.TLSVersion.TLSv1_2
    before = certificate.read_bytes()
    make_certificate(tmp_path / "data", ["elsewhere"], NOW)
    assert certificate.read_bytes() == before


def test_files_that_cannot_be_used_are_named(tmp_path: Path) -> None:
    with pytest.raises(CertificateError, match=r"nowhere\.pem.*No such file"):
        load_context(tmp_path / "nowhere.pem", tmp_path / "key.pem")
    ca = trustme.CA()
    one, two = ca.issue_cert("localhost"), ca.issue_cert("localhost")
    one.cert_chain_pems[0].write_to_path(tmp_path / "cert.pem")
    two.private_key_pem.write_to_path(tmp_path / "key.pem")
    with pytest.raises(CertificateError, match="KEY_VALUES_MISMATCH"):
        load_context(tmp_path / "cert.pem", tmp_path / "key.pem")
    (tmp_path / "file").write_text("")
    with pytest.raises(CertificateError, match="file"):
        make_certificate(tmp_path / "file", ["localhost"], NOW)


def test_own_names_begin_with_this_machine() -> None:
    names = own_names()
    assert names[:3] == ["localhost", "127.0.0.1", "::1"]
    assert set(lan_addresses()) <= set(names)
