"""Signing in by OpenID Connect, against a server that exists in this test only."""

from __future__ import annotations

import datetime as dt
import hashlib
from base64 import urlsafe_b64encode
from urllib.parse import parse_qs, urlsplit

import jwt
import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from django.core.exceptions import ImproperlyConfigured
from django.test import Client
from django.urls import Resolver404, resolve

from config import openid
from config.signin import openid_apps
from tests.factories import PASSWORD
from training.models import User

pytestmark = pytest.mark.django_db
SERVER, CLIENT = "https://sso.chain.example", "milium"
START, BACK = "/accounts/oidc/clinic/login/", "/accounts/oidc/clinic/login/callback/"
KNOWN = {
    f"{SERVER}/.well-known/openid-configuration": {
        "issuer": SERVER,
        "authorization_endpoint": f"{SERVER}/authorize",
        "token_endpoint": f"{SERVER}/token",
        "jwks_uri": f"{SERVER}/keys",
    }
}


class Said:
    """An answer of the server."""

    status_code, headers = 200, {"content-type": "application/json"}

    def __init__(self, body: object) -> None:
        self.body = body

    def json(self) -> object:
        return self.body

    def raise_for_status(self) -> None:
        pass


class Server:
    """Knows one person; remembers what it was asked for a token with."""

    def __init__(self) -> None:
        self.claims: dict[str, object] = {}
        self.asked: dict[str, str] = {}

    def __enter__(self) -> Server:
        return self

    def __exit__(self, *args: object) -> None:
        pass

    def get(self, url: str, **kwargs: object) -> Said:
        return Said(KNOWN[url])

    def request(self, method: str, url: str, data: dict[str, str], **kwargs: object) -> Said:
        assert (method, url) == ("POST", f"{SERVER}/token")
        self.asked = data
        now = dt.datetime.now(dt.UTC)
        claims = {"iss": SERVER, "aud": CLIENT, "iat": now, "exp": now + dt.timedelta(minutes=5)}
        token = jwt.encode(claims | self.claims, "k" * 32, algorithm="HS256")
        return Said({"access_token": "a", "token_type": "Bearer", "id_token": token})


@pytest.fixture
def server(settings, monkeypatch: pytest.MonkeyPatch) -> Server:
    settings.ROOT_URLCONF = "tests.config.openid_urls"
    apps = openid_apps(SERVER, CLIENT, "s3cret")
    settings.SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"APPS": apps}}
    made = Server()
    monkeypatch.setattr(openid.KnownPeople, "get_requests_session", lambda self: made)
    return made


@pytest.fixture
def ines(junior: User) -> User:
    EmailAddress.objects.create(user=junior, email=junior.email, verified=True, primary=True)
    return junior


def sent(client: Client, next_url: str = "") -> dict[str, str]:
    """What a browser is sent to the server with."""
    answer = client.post(START, {"next": next_url} if next_url else {})
    assert answer["Location"].startswith(f"{SERVER}/authorize?")
    return {key: value for key, (value,) in parse_qs(urlsplit(answer["Location"]).query).items()}


def comes_back(server: Server, next_url: str = "", **claims: object) -> tuple[Client, object]:
    client, server.claims = Client(), claims
    state = sent(client, next_url)["state"]
    return client, client.get(BACK, {"code": "c", "state": state})


def inside(client: Client) -> bool:
    return client.get("/learn/").status_code == 200


HERS = {"sub": "ines-1", "email": "ines@example.test", "email_verified": True}


def test_without_a_server_there_is_no_address_and_no_button() -> None:
    with pytest.raises(Resolver404):
        resolve(START)
    assert b"oidc" not in Client().get("/accounts/login/").content


def test_with_one_there_is_a_button(server: Server) -> None:
    assert START.encode() in Client().get("/accounts/login/").content


@pytest.mark.parametrize("given", [("http://sso.example", "id"), ("https://sso.example", "")])
def test_half_a_configuration_refuses_to_start(given: tuple[str, str]) -> None:
    with pytest.raises(ImproperlyConfigured, match="OIDC"):
        openid_apps(*given, "secret")


def test_a_known_person_is_signed_in(server: Server, ines: User) -> None:
    client, _ = comes_back(server, **HERS)
    assert inside(client)
    assert SocialAccount.objects.get(user=ines).uid == "ines-1"
    ines.refresh_from_db()
    assert ines.check_password(PASSWORD)


def test_a_code_is_worth_nothing_without_what_the_browser_kept(server: Server, ines) -> None:
    client, server.claims = Client(), HERS
    asked = sent(client)
    assert asked["response_type"] == "code" and asked["code_challenge_method"] == "S256"
    client.get(BACK, {"code": "c", "state": asked["state"]})
    digest = hashlib.sha256(server.asked["code_verifier"].encode()).digest()
    assert urlsafe_b64encode(digest).rstrip(b"=").decode() == asked["code_challenge"]


@pytest.mark.parametrize("state", ["", "made-up"])
def test_an_answer_nobody_asked_for_signs_nobody_in(state: str, server: Server, ines) -> None:
    client, server.claims = Client(), HERS
    sent(client)
    assert client.get(BACK, {"code": "c", "state": state}).status_code == 401
    assert not inside(client)


def test_an_answer_counts_once_and_in_its_browser_alone(server: Server, ines) -> None:
    client, server.claims = Client(), HERS
    state = sent(client)["state"]
    other = Client()
    assert other.get(BACK, {"code": "c", "state": state}).status_code == 401
    client.get(BACK, {"code": "c", "state": state})
    assert client.get(BACK, {"code": "c", "state": state}).status_code == 401


@pytest.mark.parametrize("word", [False, None, "true", "false", 1, "yes"])
def test_an_address_the_server_does_not_vouch_for_is_nobody(word, server: Server, ines) -> None:
    client, answer = comes_back(server, **(HERS | {"email_verified": word}))
    assert b"By invitation" in answer.content
    assert not inside(client) and not SocialAccount.objects.exists()


def test_whoever_is_not_known_gets_no_account(server: Server, ines: User) -> None:
    new = {"sub": "x", "email": "new@example.test", "email_verified": True}
    client, answer = comes_back(server, **new)
    assert b"By invitation" in answer.content and not inside(client)
    assert not User.objects.filter(email="new@example.test").exists()


def test_from_then_on_she_is_who_the_server_says_whatever_her_address_there(
    server: Server, ines: User, mentor: User
) -> None:
    comes_back(server, **HERS)
    EmailAddress.objects.create(user=mentor, email=mentor.email, verified=True, primary=True)
    client, _ = comes_back(server, **(HERS | {"email": mentor.email}))
    assert client.session["_auth_user_id"] == str(ines.pk)
    ines.refresh_from_db()
    assert ines.email == "ines@example.test"


def test_who_leaves_is_not_let_in_by_it(server: Server, ines: User) -> None:
    comes_back(server, **HERS)
    User.objects.filter(pk=ines.pk).update(is_active=False)
    client, answer = comes_back(server, **HERS)
    assert answer["Location"] == "/accounts/inactive/" and not inside(client)


def test_a_second_step_of_hers_is_asked_all_the_same(server: Server, ines: User) -> None:
    Authenticator.objects.create(user=ines, type="totp", data={"secret": "x"})
    client, answer = comes_back(server, **HERS)
    assert answer["Location"] == "/accounts/2fa/authenticate/" and not inside(client)


@pytest.mark.parametrize(
    "wrong",
    [
        {"iss": "https://other.example"},
        {"aud": "another-site"},
        {"exp": dt.datetime(2020, 1, 1, tzinfo=dt.UTC)},
    ],
)
def test_a_token_for_somebody_else_or_too_old_is_none(wrong, server: Server, ines) -> None:
    client, answer = comes_back(server, **(HERS | wrong))
    assert answer.status_code == 401 and not inside(client)


def test_she_who_stops_on_the_way_is_told_so(server: Server) -> None:
    client = Client()
    state = sent(client)["state"]
    answer = client.get(BACK, {"error": "access_denied", "state": state}, follow=True)
    assert b"You stopped on the way" in answer.content


@pytest.mark.parametrize("process", ["connect", "redirect", "made-up"])
def test_it_ties_nobody_to_the_account_that_is_signed_in(process, server: Server, owner) -> None:
    client = Client()
    client.post("/accounts/login/", {"login": owner.email, "password": PASSWORD})
    asked = client.post(START, {"process": process, "next": "/learn/"})["Location"]
    server.claims = HERS | {"sub": "somebody-else", "email": "else@example.test"}
    (state,) = parse_qs(urlsplit(asked).query)["state"]
    assert client.get(BACK, {"code": "c", "state": state}).status_code == 401
    assert not SocialAccount.objects.exists()


def test_it_leads_back_to_this_site_alone(server: Server, ines: User) -> None:
    _, answer = comes_back(server, "https://evil.example/", **HERS)
    assert "evil" not in answer["Location"]
    _, answer = comes_back(server, "/practice/", **HERS)
    assert answer["Location"] == "/practice/"
