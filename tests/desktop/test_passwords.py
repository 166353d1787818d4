"""Passwords are kept in the keyring, or in a file for one's own eyes."""

from pathlib import Path

from malmadang.desktop.passwords import FILE, Passwords

LINK = "ircs://chat.example:6697/%23a"


class Keyring:
    """Stands for the package; `broken` for one without a service behind it."""

    def __init__(self, *, broken: bool = False) -> None:
        self.kept: dict[tuple[str, str], str] = {}
        self.broken = broken

    def get_password(self, service: str, name: str) -> str | None:
        self._check()
        return self.kept.get((service, name))

    def set_password(self, service: str, name: str, password: str) -> None:
        self._check()
        self.kept[service, name] = password

    def delete_password(self, service: str, name: str) -> None:
        del self.kept[service, name]

    def _check(self) -> None:
        if self.broken:
            raise RuntimeError("locked")


def test_the_keyring_has_them_and_no_file(tmp_path: Path) -> None:
    keyring = Keyring()
    passwords = Passwords(tmp_path, keyring)
    passwords.keep(LINK, "mina", "열려라참깨")
    assert Passwords(tmp_path, keyring).get("ircs://chat.example:6697/other", "mina") == "열려라참깨"
    assert not (tmp_path / FILE).exists()
    passwords.forget(LINK, "mina")
    assert passwords.get(LINK, "mina") == ""


def test_without_one_it_is_a_file_for_its_owner_alone(tmp_path: Path) -> None:
    passwords = Passwords(tmp_path, Keyring(broken=True))
    passwords.keep(LINK, "mina", "열려라참깨")
    assert not passwords.in_keyring
    assert (tmp_path / FILE).stat().st_mode & 0o077 == 0
    assert Passwords(tmp_path, Keyring(broken=True)).get(LINK, "mina") == "열려라참깨"
    passwords.forget(LINK, "mina")
    assert passwords.get(LINK, "mina") == ""
