"""A call out: pinned to the checked address, each redirect checked, never longer or larger than wanted."""

import gzip
import itertools
import socket
import ssl
import time
from datetime import UTC, datetime, timedelta
from ipaddress import ip_address

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from amity.kernel.http import Client, Forbidden, NoAnswer, TooLarge, TooSlow
from amity.kernel.http.addresses import AllowedHosts

HERE = AllowedHosts(["127.0.0.1"])


def here(host, port, seconds):
    return [ip_address("127.0.0.1")]


def client(**more):
    return Client(HERE, **{"resolve": here, **more})


def saying(*parts, pause=0.0):
    """Reads what is asked, then says these octets."""

    def speak(connection):
        connection.recv(65536)
        for part in parts:
            connection.sendall(part)
            time.sleep(pause)

    return speak


def leading_to(location, status=302):
    return saying(f"HTTP/1.1 {status} x\r\nLocation: {location}\r\nContent-Length: 0\r\n\r\n".encode())


def test_what_is_said_arrives_and_the_host_header_has_the_name(serve):
    server = serve()
    answer = client().call(
        "POST", f"http://hooks.example:{server.port}/a?b=c", body=b"{}", headers={"X-Sign": "1"}, seconds=5
    )
    head, _, body = server.heard[0].partition(b"\r\n\r\n")
    lines = head.decode().split("\r\n")
    assert lines[0] == "POST /a?b=c HTTP/1.1" and body == b"{}"
    assert (
        f"Host: hooks.example:{server.port}" in lines and "X-Sign: 1" in lines and "Accept-Encoding: identity" in lines
    )
    assert sum(line.lower().startswith("host:") for line in lines) == 1
    assert (answer.status, answer.body, answer.is_success) == (200, b"ok", True)


def test_a_name_that_changes_its_mind_is_called_where_it_was_checked(serve):
    """Rebinding: the second answer leads inside, and nobody asks for it."""
    server, asked = serve(), []

    def rebinding(host, port, seconds):
        asked.append(host)
        return [ip_address("127.0.0.1" if len(asked) == 1 else "127.0.0.2")]

    assert client(resolve=rebinding).call("GET", f"http://rebind.example:{server.port}/").status == 200
    assert asked == ["rebind.example"]
    with pytest.raises(Forbidden):
        client(resolve=rebinding).call("GET", f"http://rebind.example:{server.port}/")
    assert server.connections == 1


def test_one_inside_address_among_public_ones_is_enough_to_refuse(canary):
    mixed = Client(resolve=lambda *_: [ip_address("8.8.8.8"), ip_address("127.0.0.1")])
    with pytest.raises(Forbidden):
        mixed.call("GET", f"http://mixed.example:{canary.port}/")
    assert canary.connections == 0


def test_the_machine_resolver_is_asked_by_default_and_checked_too(canary):
    with pytest.raises(Forbidden):
        Client().call("GET", f"http://localhost:{canary.port}/")
    assert canary.connections == 0


def test_the_next_address_of_a_host_is_tried_when_nobody_listens_at_the_first(serve):
    server = serve()
    both = Client(AllowedHosts(["127.0.0.0/8"]), resolve=lambda *_: [ip_address("127.0.0.9"), ip_address("127.0.0.1")])
    assert both.call("GET", f"http://two.example:{server.port}/").status == 200


@pytest.mark.parametrize(
    "location",
    [
        "http://127.0.0.2:{port}/", "//127.0.0.2:{port}/", "http://[::1]:{port}/", "http://2130706434:{port}/",
        "http://inside.example:{port}/", "http://169.254.169.254/latest", "file:///etc/passwd", "gopher://x/",
        "http://user@127.0.0.1:{port}/", "http://0x7f000002:{port}/", "http:\\\\127.0.0.2", "http://[::ffff:7f00:2]/",
    ],
)  # fmt: skip
def test_a_redirect_is_checked_like_the_first_address(serve, canary, location):
    first = serve(leading_to(location.replace("{port}", str(canary.port))))
    resolve = lambda host, *_: [ip_address("10.0.0.1" if "inside" in host else "127.0.0.1")]  # noqa: E731
    with pytest.raises(Forbidden):
        client(resolve=resolve).call("GET", f"http://start.example:{first.port}/", redirects=3)
    assert (first.connections, canary.connections) == (1, 0)


def test_redirects_are_not_followed_unless_asked_for(serve, canary):
    first = serve(leading_to(f"http://127.0.0.1:{canary.port}/"))
    assert client().call("POST", f"http://127.0.0.1:{first.port}/").status == 302
    assert canary.connections == 0


def test_at_most_three_redirects_are_followed(serve):
    goal = serve()
    last = goal
    for _ in range(3):
        last = serve(leading_to(f"http://127.0.0.1:{last.port}/"))
    assert client().call("GET", f"http://127.0.0.1:{last.port}/", redirects=9).status == 200
    one_more = serve(leading_to(f"http://127.0.0.1:{last.port}/"))
    with pytest.raises(Forbidden):
        client().call("GET", f"http://127.0.0.1:{one_more.port}/", redirects=9)
    assert goal.connections == 1


def test_a_redirect_elsewhere_takes_no_credentials_along_and_keeps_the_method_only_where_it_must(serve):
    goal = serve()
    headers = {"Authorization": "Bearer x", "Cookie": "a=b", "X-Other": "1"}
    for status, line in ((302, b"GET / "), (303, b"GET / "), (307, b"POST / "), (308, b"POST / ")):
        first = serve(leading_to(f"http://127.0.0.1:{goal.port}/", status))
        client().call("POST", f"http://127.0.0.1:{first.port}/", body=b"b", headers=headers, redirects=1)
        said = goal.heard[-1]
        assert said.startswith(line) and b"Authorization" not in said and b"Cookie" not in said and b"X-Other" in said


def test_proxies_of_the_environment_are_not_asked(serve, canary, monkeypatch):
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY", "all_proxy", "HTTPS_PROXY"):
        monkeypatch.setenv(name, f"http://127.0.0.1:{canary.port}")
    assert client().call("GET", f"http://127.0.0.1:{serve().port}/").status == 200
    assert canary.connections == 0


def dripping(octets):
    def speak(connection):
        for place in itertools.cycle(range(len(octets))):
            connection.sendall(octets[place : place + 1])
            time.sleep(0.05)

    return speak


@pytest.mark.parametrize(
    ("scheme", "speak"),
    [
        ("http", lambda connection: time.sleep(30)),
        ("http", dripping(b"HTTP/1.1 200 OK\r\nX: " + b"x" * 1000)),
        ("http", saying(b"HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n", *[b"x"] * 600, pause=0.05)),
        ("http", saying(b"HTTP/1.1 200 OK\r\n\r\n", *[b"x"] * 600, pause=0.05)),
        ("http", saying(*[b"HTTP/1.1 100 Continue\r\n\r\n"] * 600, pause=0.05)),
        ("https", lambda connection: time.sleep(30)),
        ("https", dripping(b"\x16\x03\x03\x40\x00" + b"\x02" * 4000)),
    ],
)
def test_a_server_that_drips_is_left_when_the_time_is_over(serve, scheme, speak):
    server, began = serve(speak), time.monotonic()
    with pytest.raises(TooSlow):
        client().call("GET", f"{scheme}://127.0.0.1:{server.port}/", seconds=0.5)
    assert time.monotonic() - began < 3


def test_a_resolver_that_hangs_is_left_when_the_time_is_over(monkeypatch):
    monkeypatch.setattr("socket.getaddrinfo", lambda *_, **__: time.sleep(5))
    began = time.monotonic()
    with pytest.raises(TooSlow):
        Client().call("GET", "http://slow.example/", seconds=0.3)
    assert time.monotonic() - began < 2


@pytest.mark.parametrize("encoding", ["", "gzip"])
def test_an_answer_is_read_no_further_than_wanted(serve, encoding):
    """A small file that unpacks to a gigabyte is stopped by its unpacked size."""
    plain = b"0" * 50_000_000
    octets = gzip.compress(plain) if encoding else plain
    head = f"HTTP/1.1 200 OK\r\nContent-Encoding: {encoding or 'identity'}\r\nContent-Length: {len(octets)}\r\n\r\n"
    server = serve(saying(head.encode() + octets))
    url = f"http://127.0.0.1:{server.port}/"
    with pytest.raises(TooLarge):
        client().call("GET", url, most_octets=100_000)
    answer = client().call("GET", url, most_octets=1_000, may_cut=True)
    assert (len(answer.body), answer.is_cut, answer.body[:3]) == (1_000, True, b"000")


@pytest.mark.parametrize(
    "octets",
    [b"", b"nonsense\r\n\r\n", b"HTTP/1.1 200 OK\r\nContent-Length: 50\r\n\r\nshort", b"HTTP/1.1 abc\r\n\r\n",
     b"HTTP/1.1 200 OK\r\n" + b"X: y\r\n" * 500 + b"\r\n", b"HTTP/1.1 200 OK\r\nX: " + b"y" * 100_000 + b"\r\n\r\n"],
)  # fmt: skip
def test_an_answer_that_is_none_is_told_as_that(serve, octets):
    with pytest.raises(NoAnswer):
        client().call("GET", f"http://127.0.0.1:{serve(saying(octets)).port}/", seconds=5)


def test_nobody_there_is_told_as_that():
    with socket.create_server(("127.0.0.1", 0)) as gone:
        port = gone.getsockname()[1]
    with pytest.raises(NoAnswer, match="Nobody"):
        client().call("GET", f"http://127.0.0.1:{port}/", seconds=5)


@pytest.mark.parametrize("headers", [{"A\r\nHost: evil": "x"}, {"X": "a\r\nHost: evil"}])
def test_headers_cannot_be_smuggled(serve, headers):
    server = serve()
    with pytest.raises(NoAnswer):
        client().call("GET", f"http://127.0.0.1:{server.port}/", headers=headers)
    assert not any(b"evil" in said for said in server.heard)


@pytest.fixture(scope="module")
def certificate(tmp_path_factory):
    """A certificate of hooks.example that only our own context trusts."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "hooks.example")])
    now = datetime.now(UTC)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("hooks.example")]), critical=False)
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .sign(key, hashes.SHA256())
    )
    folder = tmp_path_factory.mktemp("tls")
    pem = serialization.Encoding.PEM
    (folder / "cert.pem").write_bytes(made.public_bytes(pem))
    (folder / "key.pem").write_bytes(
        key.private_bytes(pem, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    )
    return folder


def test_tls_is_checked_against_the_name_although_the_address_is_called(serve, certificate):
    inside = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    inside.load_cert_chain(certificate / "cert.pem", certificate / "key.pem")
    asked_for = []
    inside.sni_callback = lambda connection, name, context: asked_for.append(name)

    def speak(connection):
        with inside.wrap_socket(connection, server_side=True) as secure:
            secure.recv(65536)
            secure.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")

    server = serve(speak)
    trusting = ssl.create_default_context(cafile=str(certificate / "cert.pem"))
    url = f"https://hooks.example:{server.port}/"
    assert client(ssl_context=trusting).call("GET", url).body == b"ok"
    assert asked_for == ["hooks.example"]
    with pytest.raises(NoAnswer, match="certificate"):
        client(ssl_context=trusting).call("GET", f"https://other.example:{server.port}/")
    with pytest.raises(NoAnswer, match="certificate"):
        client().call("GET", url)
