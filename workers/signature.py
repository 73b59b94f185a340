"""Proves that a webhook comes from a system: Standard Webhooks id, timestamp and HMAC signature."""

from collections.abc import Mapping
from datetime import UTC, datetime

from standardwebhooks.webhooks import EmptyWebhookSecretError, Webhook, WebhookVerificationError

from workers.complaints import BAD_SECRET
from workers.errors import NotConfigured
from workers.refusals import NotAuthentic, NotTimely

TOLERANCE_SECONDS = 300
"""How old or how far ahead a signature may be (Standard Webhooks; the package has the same)."""

_HEADERS = ("webhook-id", "webhook-timestamp", "webhook-signature")
_SIGN = "sign id, timestamp and body with GUOMEN_WEBHOOK_SECRET as Standard Webhooks says (v1)"


class Verifier:
    """Checks signatures made with one secret, `whsec_<base64>`."""

    def __init__(self, secret: str | None) -> None:
        try:
            self._webhook = Webhook(secret or "")
        except (EmptyWebhookSecretError, ValueError) as error:
            raise NotConfigured(BAD_SECRET) from error

    def verify(self, headers: Mapping[str, str], body: str) -> str:
        """Return the signed message id.

        Raises:
            NotAuthentic: a header is missing or no signature fits.
            NotTimely: signed more than five minutes ago, or that far ahead of our clock.
        """
        given = {name: headers.get(name, "") for name in _HEADERS}
        if missing := [name for name in _HEADERS if not given[name]]:
            raise NotAuthentic(f"there is no header {', '.join(missing)}", _SIGN)
        _require_timely(given["webhook-timestamp"])
        try:
            self._webhook.verify(body, given, json_parse=False)
        except (WebhookVerificationError, ValueError) as error:
            raise NotAuthentic("no signature fits the id, timestamp and body", _SIGN) from error
        return given["webhook-id"]


def _require_timely(timestamp: str) -> None:
    now = int(datetime.now(UTC).timestamp())
    try:
        apart = now - int(timestamp)
    except ValueError:
        fix = "send whole seconds since 1970-01-01 UTC"
        raise NotTimely(f"webhook-timestamp is {timestamp[:40]!r}", fix) from None
    if abs(apart) > TOLERANCE_SECONDS:
        raise NotTimely(
            f"webhook-timestamp {timestamp[:40]} is {abs(apart)} s "
            f"{'old' if apart > 0 else 'ahead of our clock'}",
            f"sign each try anew, within {TOLERANCE_SECONDS} s, and set the clock by NTP",
        )
