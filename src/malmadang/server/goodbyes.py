"""Last words for those whom the core does not know; in both languages, as nobody knows theirs."""

from typing import Final

TIMED_OUT: Final = "ERROR :시간 안에 별명을 알려 주지 않았어요 · Registration timed out\r\n"
STOPPING: Final = "ERROR :서버를 끄고 있어요 · The server is shutting down\r\n"
TOO_LONG: Final = "ERROR :줄바꿈 없이 너무 많은 글자를 보냈어요 · Input line too long\r\n"
FULL: Final = (
    "ERROR :서버가 가득 찼어요. 잠시 뒤에 다시 와 주세요 · The server is full, please try again later\r\n"
)
HASTY: Final = (
    "ERROR :이 주소에서 너무 자주 접속하고 있어요. 잠시 뒤에 다시 와 주세요 · "
    "Too many new connections from your address, please try again soon\r\n"
)
ACCESS_DENIED: Final = bytes((21, 3, 1, 0, 2, 2, 49))
"""The same for those who speak TLS: an alert in clear text, which their programs show.

Source: RFC 8446 6.2 (access_denied).
"""


def address_full(most: int) -> str:
    """Tell an address that it has too many connections that have not registered."""
    return (
        f"ERROR :이 주소에서 별명을 알려 주지 않은 연결이 벌써 {most}개예요. 잠시 뒤에 다시 와 주세요 · "
        f"{most} connections from your address have not registered yet, please try again soon\r\n"
    )
