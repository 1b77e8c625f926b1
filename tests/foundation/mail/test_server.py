"""Which servers are talked to, and how: refused at the start, certificates checked, the doctor."""

import ssl
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from stories.app import create_app
from stories.foundation.errors import UnsafeStart
from stories.foundation.mail.address import Way, read_server, readable_address
from stories.foundation.mail.line import ServerTrouble, knock
from tests.conftest import environment
from tests.post import post_office

FROM = "post@example.org"


def server_of(url: str, sender: str = FROM):
    return read_server({"SMTP_URL": url, "MAIL_FROM": sender})


@pytest.mark.parametrize(
    ("url", "sender"),
    [
        ("smtp://127.0.0.1", ""),
        ("", FROM),
        ("mail.example.org", FROM),
        ("http://mail.example.org", FROM),
        ("smtp://mail.example.org", FROM),
        ("smtp://name:password@192.0.2.1:25", FROM),
        ("smtps://", FROM),
        ("smtps://mail.example.org:0", FROM),
        ("smtps://mail.example.org:x", FROM),
        ("smtps://mail.example.org/deep", FROM),
        ("smtps://name@mail.example.org", FROM),
        ("smtps://mail.example.org", "nobody"),
        ("smtps://mail.example.org", "a@b@c"),
        ("smtps://mail.example.org", "Пошта <>"),
    ],
)
def test_a_server_that_is_none_is_refused_in_one_sentence(tmp_path: Path, url: str, sender: str):
    more = {"STORIES_SMTP_URL": url, "STORIES_MAIL_FROM": sender}
    with pytest.raises(UnsafeStart, match=r"STORIES_(SMTP_URL|MAIL_FROM)") as refusal:
        create_app(environment(tmp_path, **more))
    told = str(refusal.value)
    assert told.endswith(".")
    assert "password@" not in told.replace("name:password@mail", "")


def test_what_a_sound_one_says():
    found = server_of("starttls://me%40x:p%40ss@mail.example.org", "Буын <post@example.org>")
    assert (found.way, found.host, found.port) == (Way.STARTTLS, "mail.example.org", 587)
    assert (found.user, found.password) == ("me@x", "p@ss")
    assert (found.sender.display_name, found.sender.addr_spec) == ("Буын", FROM)
    assert "p@ss" not in repr(found)
    assert server_of("smtps://mail.example.org").port == 465
    assert server_of("smtp://localhost").port == 25
    assert server_of("", "") is None


@pytest.mark.parametrize(
    "text",
    ["", "a", "a@b", "a b@example.org", "a@example.org\nBcc: b@example.org", "ә@example.org"],
)
def test_what_is_no_address(text: str):
    assert readable_address(text) is None


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A certificate of this machine that signs itself, with its key behind it."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "localhost")])
    at = datetime.now(UTC)
    names = [x509.DNSName("localhost"), x509.IPAddress(ip_address("127.0.0.1"))]
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(at - timedelta(days=1))
        .not_valid_after(at + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName(names), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    plain = key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    path = tmp_path_factory.mktemp("tls") / "here.pem"
    path.write_bytes(made.public_bytes(pem) + plain)
    return path


def speaking(certificate: Path) -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(certificate)
    return context


def test_a_login_goes_over_tls_alone(certificate: Path, monkeypatch):
    with post_office(tls=speaking(certificate)) as office:
        here = f"127.0.0.1:{office.port}"
        with pytest.raises(ServerTrouble, match="certificate"):
            knock(server_of(f"starttls://me:p%40ss@{here}"))
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        knock(server_of(f"starttls://me:p%40ss@{here}"))
        assert office.logins == [("me", "p@ss")]
        with pytest.raises(ServerTrouble, match="login 535"):
            knock(server_of(f"starttls://me:wrong@{here}"))


def test_a_server_without_tls_is_not_told_the_password():
    with post_office() as office:
        with pytest.raises(ServerTrouble, match="not offered"):
            knock(server_of(f"starttls://me:p%40ss@127.0.0.1:{office.port}"))
        with pytest.raises(ServerTrouble, match="certificate"):
            knock(server_of(f"smtps://me:p%40ss@127.0.0.1:{office.port}"))
        assert office.logins == []


def test_the_doctor_says_whether_letters_can_go(tmp_path: Path):
    from stories.foundation.house_cli import doctor

    with post_office() as office:
        app = create_app(environment(tmp_path, **office.settings))
        assert "ok   mail" in app.test_cli_runner().invoke(doctor).output
    assert "MISS mail — the mail server" in app.test_cli_runner().invoke(doctor).output
    bare = create_app(environment(tmp_path))
    assert "DEMO mail — set STORIES_SMTP_URL" in bare.test_cli_runner().invoke(doctor).output
