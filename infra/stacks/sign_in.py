"""Sign-in through Cognito's own pages: a confidential client, authorisation code with PKCE, two addresses."""

from dataclasses import dataclass

from aws_cdk import Aws, CfnCondition, CfnParameter, Duration, Fn, Token
from aws_cdk import aws_cognito as cognito
from constructs import Construct

from infra.stages import REGION, Stage


@dataclass(frozen=True)
class Site:
    """Where people find the product: `origin` without a path, `base_path` such as `/dev` or nothing."""

    origin: str
    base_path: str

    def url(self, path: str) -> str:
        """The whole address of a path."""
        return f"{self.origin}{self.base_path}{path}"


class SignIn(Construct):
    """The client and the pages of a user pool, and the addresses that the portal is told."""

    def __init__(self, scope: Construct, stage: Stage, people: cognito.IUserPool, site: Site) -> None:
        super().__init__(scope, "SignIn")
        prefix = f"workforce-exchange-{stage.name}-{Aws.ACCOUNT_ID}"  # unique in the world, as it must be
        cognito.UserPoolDomain(
            self,
            "Pages",
            user_pool=people,
            cognito_domain=cognito.CognitoDomainOptions(domain_prefix=prefix),
        )
        client = self._client(people, site)
        pages = self._address(
            "SignInOrigin",
            "Origin of a custom domain for the sign-in pages; empty: Cognito's own",
            f"https://{prefix}.auth.{REGION}.amazoncognito.com",
        )
        keys = self._address(
            "TokenKeysOrigin",
            "Origin that publishes the pool's signing keys; empty: Cognito's own",
            f"https://cognito-idp.{REGION}.{Aws.URL_SUFFIX}",
        )
        pool = people.user_pool_id
        self.environment = {
            "EXCHANGE_OIDC_ISSUER": f"https://cognito-idp.{REGION}.{Aws.URL_SUFFIX}/{pool}",
            "EXCHANGE_OIDC_AUTHORIZE_URL": f"{pages}/oauth2/authorize",
            "EXCHANGE_OIDC_TOKEN_URL": f"{pages}/oauth2/token",
            "EXCHANGE_OIDC_LOGOUT_URL": f"{pages}/logout",
            "EXCHANGE_OIDC_JWKS_URL": f"{keys}/{pool}/.well-known/jwks.json",
            "EXCHANGE_OIDC_CLIENT_ID": client.user_pool_client_id,
            "EXCHANGE_COGNITO_POOL_ID": pool,
        }

    def _client(self, people: cognito.IUserPool, site: Site) -> cognito.UserPoolClient:
        scopes = [cognito.OAuthScope.OPENID]  # who it is; all else about a person is in the directory
        return cognito.UserPoolClient(
            self,
            "Client",
            user_pool=people,
            generate_secret=True,
            auth_flows=cognito.AuthFlow(user_srp=True),
            o_auth=cognito.OAuthSettings(
                flows=cognito.OAuthFlows(authorization_code_grant=True),
                scopes=scopes,
                callback_urls=[site.url("/signed-in")],
                logout_urls=[site.url("/")],
            ),
            supported_identity_providers=[cognito.UserPoolClientIdentityProvider.COGNITO],
            prevent_user_existence_errors=True,
            enable_token_revocation=True,
            # The product keeps a session of its own: these tokens are looked at once, at sign-in.
            access_token_validity=Duration.minutes(5),
            id_token_validity=Duration.minutes(5),
            refresh_token_validity=Duration.hours(1),
        )

    def _address(self, name: str, description: str, default: str) -> str:
        """A deployment parameter that replaces an address of Cognito's where it is given."""
        given = CfnParameter(self, name, type="String", default="", description=description)
        given.override_logical_id(name)
        is_given = CfnCondition(self, f"{name}Given", expression=Fn.condition_not(Fn.condition_equals(given, "")))
        return Token.as_string(Fn.condition_if(is_given.logical_id, given.value_as_string, default))
