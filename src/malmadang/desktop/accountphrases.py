"""Every word of the account's cards, Korean and English."""

from enum import Enum


class AccountWord(Enum):
    """(Korean, English); fields in braces are filled in by `Speech.say`."""

    ACCOUNT = "내 계정", "My account"
    ACCOUNT_WHY = (
        "계정을 만들면 별명을 지킬 수 있어요. 지금 별명과 방은 그대로예요.",
        "An account keeps your nickname. You stay who and where you are.",
    )
    ACCOUNT_NONE_HERE = (
        "이 서버에서는 여기서 계정을 만들 수 없어요.",
        "This server makes no accounts from here.",
    )
    ACCOUNT_HAVE = "계정이 있어요 · 로그인", "I have one · log in"
    ACCOUNT_MAKE = "‘{nick}’ 계정 만들기", "Make the account “{nick}”"
    ACCOUNT_HERE = "로그인했어요. 이 별명은 내 것이에요.", "You are logged in. This nickname is yours."
    ACCOUNT_DELETE = "계정 지우기", "Give the account up"
    ACCOUNT_DELETE_WHY = (
        "계정이 사라지고, 다른 사람이 이 별명을 쓸 수 있게 돼요. 되돌릴 수 없어요.",
        "The account goes, and others may take the nickname. This cannot be undone.",
    )
    ACCOUNT_DELETE_NAME = (
        "확인하려면 계정 이름({account})을 써 주세요",
        "Type the account's name ({account}) to go on",
    )
    PASSWORD_NEW = "새 비밀번호", "New password"
    PASSWORD_AGAIN = "한 번 더", "Once more"
    PASSWORD_OLD = "지금 비밀번호", "Password now"
    PASSWORD_CHANGE = "비밀번호 바꾸기", "Change the password"
    PASSWORD_WEAK = "짧거나 단순해요", "Short or simple"
    PASSWORD_FAIR = "괜찮아요", "Fair"
    PASSWORD_GOOD = "좋아요", "Good"
    PASSWORD_DIFFER = "두 비밀번호가 달라요", "The two differ"
    PASSWORD_EMPTY = "비밀번호를 써 주세요", "Type a password"
    PASSWORD_IN_KEYRING = (
        "비밀번호는 이 컴퓨터의 열쇠 보관함에 남겨요.",
        "The password is kept in this computer's keyring.",
    )
    PASSWORD_IN_FILE = (
        "이 컴퓨터에 열쇠 보관함이 없어서, 비밀번호를 나만 읽을 수 있는 파일에 남겨요: {path}",
        "There is no keyring here: the password is kept in a file that only you can read: {path}",
    )
    DEVICES = "내 기기", "My devices"
    DEVICE_THIS = "지금 이 기기", "this one"
    LOG_OUT = "로그아웃", "Log out"
    LOGGED_IN = "'{account}' 계정으로 들어왔어요", "You are logged in as '{account}'"
