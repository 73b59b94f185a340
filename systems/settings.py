"""What one service must be told: whom to notify, how to sign, where to keep its state."""

from pydantic import Field
from pydantic_settings import BaseSettings, SettingsConfigDict


class SystemSettings(BaseSettings):
    """Read from the environment (prefix `GUOMEN_`) unless given.

    Attributes:
        gateway_url: where webhooks go, without the `/webhooks/{system}` path.
        webhook_secret: this system's own Standard Webhooks secret, `whsec_<base64>`.
        world_token: what whoever moves this simulation must show; nobody moves it without one.
        state_file: an SQLite file, or `:memory:` to forget everything at the end.
        patience_s: for how long one webhook is tried again before it counts as undelivered.
        first_pause_s: the first pause between two tries; each later one is twice as long.
    """

    model_config = SettingsConfigDict(env_prefix="GUOMEN_", env_ignore_empty=True, frozen=True)

    gateway_url: str = "http://127.0.0.1:8700"
    webhook_secret: str = Field(pattern=r"^whsec_[A-Za-z0-9+/]+=*$", repr=False)
    world_token: str | None = Field(None, min_length=16, repr=False)
    state_file: str = ":memory:"
    patience_s: float = 60.0
    first_pause_s: float = 0.1
