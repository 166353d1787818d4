from malmadang.wire.capabilities import (
    BY_NAME,
    CAP_NO_IMPLICIT_NAMES,
    CAP_SASL,
    CAP_STS,
    CAPABILITIES,
    OFFERED,
    WANTED,
    parse_capability_list,
)


def test_every_capability_has_its_own_bit() -> None:
    bits = [capability.bit for capability in CAPABILITIES]
    assert all(bit.bit_count() == 1 for bit in bits)
    assert len(set(bits)) == len(bits) == len(BY_NAME)


def test_the_server_offers_what_it_has() -> None:
    assert {capability.name for capability in OFFERED} == {
        "account-notify",
        "account-tag",
        "away-notify",
        "batch",
        "cap-notify",
        "chghost",
        "draft/account-registration",
        "malmadang/game",
        "draft/channel-rename",
        "draft/chathistory",
        "draft/event-playback",
        "draft/message-redaction",
        "draft/multiline",
        "draft/extended-isupport",
        "draft/metadata-2",
        "draft/persistence",
        "draft/pre-away",
        "draft/read-marker",
        "echo-message",
        "extended-join",
        "extended-monitor",
        "invite-notify",
        "malmadang/resume",
        "labeled-response",
        "message-tags",
        "multi-prefix",
        "no-implicit-names",
        "sasl",
        "server-time",
        "setname",
        "soju.im/search",
        "standard-replies",
        "userhost-in-names",
    }


def test_the_client_wants_to_sign_in_and_to_see_members() -> None:
    wanted = {capability.bit for capability in WANTED}
    assert CAP_SASL in wanted
    assert CAP_NO_IMPLICIT_NAMES not in wanted
    assert CAP_STS not in wanted


def test_a_list_is_read() -> None:
    """IRCv3 capability-negotiation: values follow an equals sign, from version 302 on."""
    assert parse_capability_list("sasl=PLAIN,SCRAM-SHA-256 batch draft/x= sts=port=6697 ") == {
        "sasl": "PLAIN,SCRAM-SHA-256",
        "batch": None,
        "draft/x": "",
        "sts": "port=6697",
    }
    assert parse_capability_list("") == {}
