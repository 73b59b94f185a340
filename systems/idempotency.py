"""A mutating call takes effect once, however often it arrives.

Same Idempotency-Key and same call: the stored answer. Same key, other call: 409. No key: 400.
"""

import json
from collections.abc import Callable
from hashlib import sha256
from typing import Annotated, TypeVar

from fastapi import Depends, Header, Request
from pydantic import BaseModel

from systems.errors import KeyMissing, KeyReused
from systems.store import Store

A = TypeVar("A", bound=BaseModel)


class _Answered(BaseModel):
    """What was asked under a key, as a digest, and what was answered."""

    call: str
    answer: str


class Once:
    """One call under its key; the key also seeds the numbers that the answer gives out."""

    def __init__(self, store: Store, key: str, call: str) -> None:
        self._store = store
        self.key = key
        self._call = call

    def answer(self, shape: type[A], act: Callable[[], A]) -> A:
        """Return the stored answer, or act and store it; both or neither are kept.

        Raises:
            KeyReused: the key was used for another call.
        """
        stored = self._store.get("answer", self.key, _Answered)
        if stored is None:
            return self._act(act)
        if stored.call != self._call:
            raise KeyReused(
                f"Idempotency-Key {self.key!r} was used before for another call",
                "make the key from business id, step and visit, so that each call has its own",
            )
        return shape.model_validate_json(stored.answer)

    def _act(self, act: Callable[[], A]) -> A:
        with self._store.transaction():
            answer = act()
            kept = _Answered(call=self._call, answer=answer.model_dump_json())
            self._store.put("answer", self.key, kept)
        return answer


async def _once(
    request: Request,
    idempotency_key: Annotated[
        str | None,
        Header(description="names the call; the same key never takes effect twice"),
    ] = None,
) -> Once:
    if not idempotency_key:
        raise KeyMissing(
            f"{request.method} {request.url.path} came without the header Idempotency-Key",
            "send one made from business id, step and visit, and the same one on every retry",
        )
    body = json.dumps(await request.json(), sort_keys=True)
    call = f"{request.method} {request.url.path} {body}"
    return Once(request.app.state.store, idempotency_key, sha256(call.encode()).hexdigest())


OnceOnly = Annotated[Once, Depends(_once)]
"""What an endpoint asks for to take effect once."""
