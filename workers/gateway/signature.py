"""Verifies Standard Webhooks signatures: id, timestamp, HMAC.

The path is not part of what is signed. What binds a signature to its path is the secret: each
system has its own, and only its secrets are tried for a message to its address.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime

from standardwebhooks.webhooks import Webhook, WebhookVerificationError

from models.kernel.terms import System
from workers.gateway.webhook_errors import NotAuthentic, NotTimely
from workers.gateway.webhook_secrets import Secrets

TOLERANCE_SECONDS = 300
"""How old or how far ahead a signature may be (Standard Webhooks; the package has the same)."""

_HEADERS = ("webhook-id", "webhook-timestamp", "webhook-signature")
_SIGN = "sign id, timestamp and body with this system's own secret as Standard Webhooks says (v1)"
_SECONDS = re.compile(r"[0-9]{1,12}")
# HMAC-SHA256 in base64. Whatever else stands in the header is none of ours, and spoils none.
_SIGNATURE = re.compile(r"v1,[A-Za-z0-9+/]{43}=")
_MOST_SIGNATURES = 16


class Verifier:
    """Checks signatures, each only with the secrets of the system that it is to be from."""

    def __init__(self, secrets: Secrets) -> None:
        self._webhooks = {
            system: [Webhook(key) for key in keys] for system, keys in secrets.items()
        }

    def verify(self, system: System, headers: Mapping[str, str], body: str) -> str:
        """Return the signed message id.

        Raises:
            NotAuthentic: a header is missing or no signature fits.
            NotTimely: signed more than five minutes ago, or that far ahead of our clock.
        """
        given = {name: headers.get(name, "") for name in _HEADERS}
        if missing := [name for name in _HEADERS if not given[name]]:
            raise NotAuthentic(f"there is no header {', '.join(missing)}", _SIGN)
        _require_timely(given["webhook-timestamp"])
        given["webhook-signature"] = _readable(given["webhook-signature"])
        if not any(_fits(webhook, given, body) for webhook in self._webhooks[system]):
            raise NotAuthentic("no signature fits the id, timestamp and body", _SIGN)
        return given["webhook-id"]


def _fits(webhook: Webhook, headers: dict[str, str], body: str) -> bool:
    try:
        webhook.verify(body, headers, json_parse=False)
    except WebhookVerificationError:
        return False
    return True


def _readable(signatures: str) -> str:
    found = [each for each in signatures.split() if _SIGNATURE.fullmatch(each)]
    return " ".join(found[:_MOST_SIGNATURES])


def _require_timely(timestamp: str) -> None:
    if not _SECONDS.fullmatch(timestamp):
        fix = "send whole seconds since 1970-01-01 UTC"
        raise NotTimely(f"webhook-timestamp is {timestamp[:40]!r}", fix)
    apart = int(datetime.now(UTC).timestamp()) - int(timestamp)
    if abs(apart) > TOLERANCE_SECONDS:
        raise NotTimely(
            f"webhook-timestamp {timestamp} is {abs(apart)} s "
            f"{'old' if apart > 0 else 'ahead of our clock'}",
            f"sign each try anew, within {TOLERANCE_SECONDS} s, and set the clock by NTP",
        )
