"""Where this process runs and what it talks to: read once from the environment."""

import os
from functools import cache
from typing import Self

from pydantic import BaseModel, ConfigDict

_PREFIX = "EXCHANGE_"


class Settings(BaseModel):
    """Deployment settings. Policy numbers are not here: they are dated data in `shared/reference`."""

    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    stage: str = "local"
    ics_code: str = "QXX"
    ics_name: str = "Moorland and Potteries Integrated Care System"
    origin: str = "http://127.0.0.1:8000"
    base_path: str = ""
    levy_table: str = "levy"
    redeploy_table: str = "redeploy"
    conversations_table: str = "conversations"
    retention_table: str = "retention"
    directory_table: str = "directory"
    oidc_issuer: str = ""
    oidc_authorize_url: str = ""
    oidc_token_url: str = ""
    oidc_jwks_url: str = ""
    oidc_client_id: str = ""
    oidc_logout_url: str = ""
    cognito_pool_id: str = ""
    email_sender: str = ""
    assets_dir: str = "build/assets"
    on_aws: bool = False

    @property
    def secure_cookies(self) -> bool:
        """Browsers keep a `__Host-` cookie only over https; plain http is the local runner's alone."""
        return self.on_aws or self.origin.startswith("https://")

    @classmethod
    def from_environment(cls) -> Self:
        """Settings named `EXCHANGE_<NAME>` in the environment; what is absent keeps its local default."""
        named = {
            name: os.environ[_PREFIX + name.upper()]
            for name in cls.model_fields
            if _PREFIX + name.upper() in os.environ
        }
        return cls.model_validate(named | {"on_aws": "AWS_LAMBDA_FUNCTION_NAME" in os.environ})


@cache
def settings() -> Settings:
    """This process's settings. Tests that change the environment call `settings.cache_clear()`."""
    return Settings.from_environment()
