"""irssi from Debian, in a terminal of its own."""

from pathlib import Path

from tests.kit.terminal import Terminal, plain_environ

CONFIG = """
servers = ( {{
  address = "127.0.0.1"; port = "{port}"; chatnet = "test"; autoconnect = "yes";
  use_tls = "{tls}"; tls_verify = "no";
}} );
chatnets = {{ test = {{ type = "IRC"; {login} }}; }};
settings = {{
  core = {{ nick = "{nick}"; user_name = "someone"; real_name = "irssi"; recode = "no"; }};
  "irc/core" = {{ cmds_max_at_once = "1000"; cmd_queue_speed = "10msec"; }};
}};
"""


class Irssi(Terminal):
    """irssi connected to a server on this machine; `until` reads the window that is open.

    Args:
        password: of the account that has the nick's name; "" for a guest.
    """

    def __init__(self, home: Path, port: int, nick: str, *, is_tls: bool = False, password: str = "") -> None:
        folder = home / "irssi"
        folder.mkdir(parents=True)
        login = (
            f'sasl_mechanism = "PLAIN"; sasl_username = "{nick}"; sasl_password = "{password}";'
            if password
            else ""
        )
        tls = "yes" if is_tls else "no"
        (folder / "config").write_text(CONFIG.format(port=port, nick=nick, tls=tls, login=login))
        super().__init__(["irssi", "--home", str(folder)], environ=plain_environ(HOME=str(home)))
        self.until(f"[{nick}(+")

    def join(self, room: str) -> None:
        """Join a room and wait until its window shows who is there."""
        self.enter(f"/join {room}")
        self.until(f"Join to {room} was synced")

    def quit(self, words: str) -> None:
        """Leave the server with a goodbye, and end."""
        self.enter(f"/quit {words}")
        assert self.until_ended() == 0
