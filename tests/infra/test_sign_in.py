import json

from tests.infra.templates import Template


def client(service: Template) -> dict[str, object]:
    properties: dict[str, object] = service.only("AWS::Cognito::UserPoolClient")["Properties"]
    return properties


def test_the_client_keeps_a_secret_and_takes_codes_only(service: Template) -> None:
    made = client(service)
    assert made["GenerateSecret"] is True
    assert made["AllowedOAuthFlows"] == ["code"]
    assert made["AllowedOAuthScopes"] == ["openid"]
    assert made["PreventUserExistenceErrors"] == "ENABLED"


def test_a_password_is_never_sent_to_us_or_by_us(service: Template) -> None:
    flows = client(service)["ExplicitAuthFlows"]
    assert isinstance(flows, list)
    assert not [flow for flow in flows if "PASSWORD" in flow]


def test_sign_in_comes_back_to_the_callback_of_the_same_address(service: Template) -> None:
    assert json.dumps(client(service)["CallbackURLs"]).endswith('/dev/signed-in"]]}]')
    told = service.function("portal/app.app")[1]["Environment"]["Variables"]
    assert told["EXCHANGE_BASE_PATH"] == "/dev"
    assert '"Ref": "Api' in json.dumps(told["EXCHANGE_ORIGIN"])


def test_the_addresses_of_cognito_can_be_replaced_when_deployed_and_are_its_own_otherwise(
    service: Template,
) -> None:
    assert {service.body["Parameters"][name]["Default"] for name in ("SignInOrigin", "TokenKeysOrigin")} == {""}
    told = json.dumps(service.function("portal/app.app")[1]["Environment"]["Variables"])
    assert ".auth.eu-west-2.amazoncognito.com" in told
    assert "https://cognito-idp.eu-west-2." in told
