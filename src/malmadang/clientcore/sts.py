"""Strict transport security: a server once reached by TLS is not spoken to in plain text again."""

import msgspec

from malmadang.clientcore.address import Address
from malmadang.clientcore.memory import ClientMemory, StsPolicy
from malmadang.ports import TimeMs

_MAX_DURATION_S = 10 * 365 * 86_400


class StsOffer(msgspec.Struct, frozen=True, gc=False):
    """The value of the `sts` capability.

    Attributes:
        port: where TLS is spoken, None where not said.
        duration_s: how long the policy is to be kept, None where not said.
    """

    port: int | None
    duration_s: int | None


def parse_sts(value: str | None) -> StsOffer:
    """Read the value; what cannot be read counts as not said.

    Source: IRCv3 sts, "Capability value".
    """
    keys = dict(token.partition("=")[::2] for token in (value or "").split(","))
    port = _number(keys.get("port"), 65_535)
    return StsOffer(port or None, _number(keys.get("duration"), None))


def _number(text: str | None, limit: int | None) -> int | None:
    if text is None or not (text.isascii() and text.isdigit()) or len(text) > 18:
        return None
    number = int(text)
    return None if limit is not None and number > limit else number


def find_policy(memory: ClientMemory, host: str, now_ms: TimeMs) -> StsPolicy | None:
    """Return the host's policy while it holds."""
    policy = memory.sts.get(host)
    return policy if policy is not None and policy.expires_ms > now_ms else None


def apply_policy(address: Address, memory: ClientMemory, now_ms: TimeMs) -> Address:
    """Return the address to connect to: TLS at the policy's port where a plain one was asked for.

    Source: IRCv3 sts, "Enforcing a policy".
    """
    policy = None if address.tls else find_policy(memory, address.host, now_ms)
    return msgspec.structs.replace(address, tls=True, port=policy.port) if policy else address


def learn_policy(
    memory: ClientMemory, address: Address, duration_s: int | None, now_ms: TimeMs
) -> ClientMemory:
    """Return the memory after a server reached by TLS has named a duration: kept, renewed, or with 0 removed.

    Source: IRCv3 sts, "The duration key"; the port key is ignored on TLS.
    """
    if duration_s is None:
        return memory
    policies = {host: policy for host, policy in memory.sts.items() if host != address.host}
    if duration_s:
        duration_s = min(duration_s, _MAX_DURATION_S)
        policies[address.host] = StsPolicy(address.port, TimeMs(now_ms + duration_s * 1000), duration_s)
    elif address.host not in memory.sts:
        return memory
    return msgspec.structs.replace(memory, sts=policies)


def renew_policy(memory: ClientMemory, host: str, now_ms: TimeMs) -> ClientMemory:
    """Return the memory after a TLS line to the host has ended: the duration counts from then.

    Source: IRCv3 sts, "Rescheduling expiry on disconnect".
    """
    policy = memory.sts.get(host)
    if policy is None:
        return memory
    renewed = StsPolicy(policy.port, TimeMs(now_ms + policy.duration_s * 1000), policy.duration_s)
    return msgspec.structs.replace(memory, sts=memory.sts | {host: renewed})
