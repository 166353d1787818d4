"""A certificate in files, signed by an authority that exists only here."""

import ssl
from pathlib import Path

import trustme


class Certified:
    """A certificate in files, and a client that trusts it."""

    def __init__(self, folder: Path) -> None:
        ca = trustme.CA()
        leaf = ca.issue_cert("localhost")
        self.certificate, self.key = folder / "cert.pem", folder / "key.pem"
        leaf.private_key_pem.write_to_path(self.key)
        leaf.cert_chain_pems[0].write_to_path(self.certificate)
        self.client = ssl.create_default_context()
        ca.configure_trust(self.client)
        self.config = f'[tls]\ncertificate = "{self.certificate}"\nkey = "{self.key}"\n'
