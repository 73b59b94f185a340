"""Sends to one target through apprise, in threads of its own.

Apprise blocks, and shares few threads among all services: one that hangs would delay the others.
"""

from __future__ import annotations

import asyncio
import warnings
from concurrent.futures import ThreadPoolExecutor
from functools import partial

from apprise import Apprise, AppriseAsset, NotifyFormat, NotifyType
from apprise.result import AppriseResult

from activities.redaction import Mask, shown
from models.execution.outsiders import TARGET_AT_ONCE, Outsider, seconds
from models.kernel.errors import UnknownService
from models.notifications.notice import SendResult
from models.notifications.renderer import RenderedNotice
from models.notifications.routes import Target
from models.notifications.texts import UNKNOWN_SERVICE

PATIENCE_S = seconds(Outsider.TARGET)
"""How long a target may take; most services give up by themselves after 4 s without an answer."""

_LONGEST = 500
_ASSET = AppriseAsset(app_id="Guomen", app_desc="Guomen", async_mode=False)


def opened(name: str, target: Target) -> AppriseWay:
    """The way to a target; nothing is sent yet.

    Raises:
        UnknownService: apprise does not know the scheme, or misses a part of the URL.
    """
    service = Apprise(asset=_ASSET)
    url = target.url.get_secret_value()
    with warnings.catch_warnings():
        # It tries modules that newer versions of Python do not have.
        warnings.simplefilter("ignore", DeprecationWarning)
        understood = service.add(url)
    if not understood:
        scheme = url.partition("://")[0] if "://" in url else "?"
        raise UnknownService(UNKNOWN_SERVICE, name=name, scheme=scheme)
    return AppriseWay(name, target, service)


class AppriseWay:
    """One target; what fails here fails here only."""

    def __init__(self, name: str, target: Target, service: Apprise) -> None:
        self._service = service
        self._url = target.url.get_secret_value()
        secrets = (secret.get_secret_value() for secret in target.secrets)
        self._mask = Mask(self._url, secrets)
        self._threads = ThreadPoolExecutor(TARGET_AT_ONCE, thread_name_prefix=f"notices-{name}")

    @property
    def shown(self) -> str:
        """Its URL without secrets."""
        return self._mask(shown(self._url))

    async def send(self, message: RenderedNotice, *, pressing: bool) -> SendResult:
        """Sends once; whatever goes wrong is the answer, not an error."""
        call = partial(
            self._service.notify,
            title=message.title,
            body=message.body,
            notify_type=NotifyType.FAILURE if pressing else NotifyType.WARNING,
            body_format=NotifyFormat.TEXT,
        )
        loop = asyncio.get_running_loop()
        try:
            async with asyncio.timeout(PATIENCE_S):
                result = await loop.run_in_executor(self._threads, call)
        except TimeoutError:
            return SendResult(sent=False, why=f"no answer in {PATIENCE_S:g} s")
        except Exception as error:  # noqa: BLE001 - a plugin may raise anything
            return SendResult(sent=False, why=self._masked(f"{type(error).__name__}: {error}"))
        return SendResult(sent=bool(result), why="" if result else self._why(result))

    def _why(self, result: AppriseResult) -> str:
        """What apprise logged while it failed."""
        logged = [entry.message for one in result.results for entry in one.logs()]
        return self._masked("; ".join(logged) or "apprise does not say why")

    def _masked(self, text: str) -> str:
        return self._mask(text)[:_LONGEST]
