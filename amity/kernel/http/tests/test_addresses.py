"""No spelling of an inside address gets a call through, however it is written and wherever it leads."""

from ipaddress import ip_address

import pytest

from amity.kernel.http import Client, Forbidden, read_target
from amity.kernel.http.addresses import AllowedHosts, is_public

INSIDE = [
    "127.0.0.1", "127.255.255.254", "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "172.16.0.1", "172.31.255.254",
    "192.168.0.1", "169.254.169.254", "169.254.1.1", "100.64.0.1", "100.127.255.254", "192.0.0.170", "192.0.2.1",
    "192.88.99.1", "198.18.0.1", "198.19.255.254", "198.51.100.1", "203.0.113.1", "224.0.0.1", "239.255.255.250",
    "240.0.0.1", "255.255.255.255",
    "::", "::1", "::2", "::127.0.0.1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::ffff:7f00:1",
    "::ffff:0:127.0.0.1", "64:ff9b::7f00:1", "64:ff9b::8.8.8.8", "64:ff9b:1::7f00:1", "100::1", "2001::1",
    "2001:0:7f00:1::", "2001:db8::1", "2001:10::1", "2001:20::1", "2002:7f00:1::1", "2002:a00:1::", "2002:808:808::1",
    "3fff::1", "5f00::1", "fc00::1", "fd12:3456:789a::1", "fe80::1", "fe80::1%1", "fec0::1", "ff02::1", "ff0e::1",
    "2600::5efe:7f00:1", "2600::200:5efe:a00:1", "4000::1", "fd00:ec2::254",
]  # fmt: skip

# What is written, and what refuses it: "read" before anything is asked, "connect" on the address itself.
SPELLINGS = [
    # Numbers that a resolver would turn into 127.0.0.1 or 169.254.169.254
    ("http://127.0.0.1:{port}/", "connect"),
    ("http://127.0.0.1.:{port}/", "connect"),
    ("http://0177.0.0.1:{port}/", "read"),
    ("http://0177.0.0.01:{port}/", "read"),
    ("http://00000177.0.0.1:{port}/", "read"),
    ("http://127.0.0.01:{port}/", "read"),
    ("http://127.000.000.001:{port}/", "read"),
    ("http://0x7f.0.0.1:{port}/", "read"),
    ("http://0x7f.0x0.0x0.0x1:{port}/", "read"),
    ("http://0X7F.0.0.1:{port}/", "read"),
    ("http://0x7f000001:{port}/", "read"),
    ("http://0x7f.1:{port}/", "read"),
    ("http://0x:{port}/", "read"),
    ("http://2130706433:{port}/", "read"),
    ("http://017700000001:{port}/", "read"),
    ("http://127.1:{port}/", "read"),
    ("http://127.0.1:{port}/", "read"),
    ("http://127.0.0.1.1:{port}/", "read"),
    ("http://127.65537:{port}/", "read"),
    ("http://4294967297:{port}/", "read"),
    ("http://2852039166/latest/meta-data", "read"),
    ("http://0xa9fea9fe/latest/meta-data", "read"),
    ("http://0xA9.0xFE.0xA9.0xFE/", "read"),
    ("http://0251.0376.0251.0376/", "read"),
    ("http://0:{port}/", "read"),
    ("http://0.0.0.0:{port}/", "connect"),
    ("http://0x0:{port}/", "read"),
    ("http://1.2.3:{port}/", "read"),
    ("http://256.256.256.256:{port}/", "read"),
    ("http://127.0.0.1..:{port}/", "read"),
    ("http://.127.0.0.1:{port}/", "read"),
    # Letters that normalise to digits and dots
    ("http://１２７.０.０.１:{port}/", "connect"),
    ("http://127。0。0。1:{port}/", "connect"),
    ("http://127．0．0．1:{port}/", "connect"),
    ("http://①②⑦.⓪.⓪.①:{port}/", "connect"),
    ("http://𝟏𝟐𝟕.𝟎.𝟎.𝟏:{port}/", "connect"),
    ("http://０ｘ７ｆ.1:{port}/", "read"),
    ("http://ⓛⓞⓒⓐⓛⓗⓞⓢⓣ:{port}/", "connect"),
    ("http://lоcalhost\u200b:{port}/", "read"),
    ("http://127.0.0.1\u200b:{port}/", "read"),
    ("http://١٢٧.٠.٠.١:{port}/", "read"),
    ("http://ſtage\u00ad.example:{port}/", "read"),
    # IPv6
    ("http://[::1]:{port}/", "connect"),
    ("http://[::]:{port}/", "connect"),
    ("http://[0:0:0:0:0:0:0:1]:{port}/", "connect"),
    ("http://[0000:0000:0000:0000:0000:0000:0000:0001]:{port}/", "connect"),
    ("http://[::ffff:127.0.0.1]:{port}/", "connect"),
    ("http://[::FFFF:7F00:1]:{port}/", "connect"),
    ("http://[0:0:0:0:0:ffff:127.0.0.1]:{port}/", "connect"),
    ("http://[::127.0.0.1]:{port}/", "connect"),
    ("http://[64:ff9b::127.0.0.1]:{port}/", "connect"),
    ("http://[2002:7f00:1::]:{port}/", "connect"),
    ("http://[fe80::1%25lo]:{port}/", "read"),
    ("http://[fe80::1%lo]:{port}/", "read"),
    ("http://[::1%251]:{port}/", "read"),
    ("http://[fd00:ec2::254]/latest", "connect"),
    ("http://[127.0.0.1]:{port}/", "read"),
    ("http://[v1.127]:{port}/", "read"),
    ("http://[::1]x:{port}/", "read"),
    ("http://::1:{port}/", "read"),
    ("http://[::1:{port}/", "read"),
    # Names that lead inside
    ("http://localhost:{port}/", "connect"),
    ("http://LOCALHOST:{port}/", "connect"),
    ("http://localhost.:{port}/", "connect"),
    ("http://127.0.0.1.nip.example:{port}/", "connect"),
    ("http://metadata.google.internal/", "connect"),
    ("http://xn--localhost-:{port}/", "read"),
    ("https://localhost:{port}/", "connect"),
    # Whom a careless reader would call instead
    ("http://example.org@127.0.0.1:{port}/", "read"),
    ("http://example.org:80@127.0.0.1:{port}/", "read"),
    ("http://127.0.0.1:{port}@example.org/", "read"),
    ("http://@127.0.0.1:{port}/", "read"),
    ("http://example.org%40127.0.0.1:{port}/", "read"),
    ("http://example.org#@127.0.0.1:{port}/", "connect"),
    ("http://127.0.0.1:{port}#@example.org/", "connect"),
    ("http://127.0.0.1:{port}\\@example.org/", "read"),
    ("http:\\\\127.0.0.1:{port}/", "read"),
    ("http:/\\127.0.0.1:{port}/", "read"),
    ("http://127.0.0.1%2f@example.org/", "read"),
    ("http://%31%32%37.0.0.1:{port}/", "read"),
    ("http://127.0.0.1%00.example.org:{port}/", "read"),
    ("http://127.0.0.1\x00.example.org:{port}/", "read"),
    ("http://127.0.0.1\t:{port}/", "read"),
    ("http://127.0.0.1\r\nHost: example.org:{port}/", "read"),
    (" http://127.0.0.1:{port}/", "read"),
    ("http://127.0.0.1 :{port}/", "read"),
    ("http://exam ple.org/", "read"),
    ("http://localhost,example.org:{port}/", "read"),
    ("http://127.0.0.1;example.org:{port}/", "read"),
    ("http://example.org:{port}:80/", "read"),
    ("http://127.0.0.1:/", "read"),
    ("http://127.0.0.1:0/", "read"),
    ("http://127.0.0.1:99999/", "read"),
    ("http://127.0.0.1:-1/", "read"),
    ("http:///127.0.0.1:{port}/", "read"),
    ("http:127.0.0.1:{port}", "read"),
    ("//127.0.0.1:{port}/", "read"),
    ("127.0.0.1:{port}", "read"),
    ("", "read"),
    ("http://", "read"),
    ("http://-example.org/", "read"),
    ("http://" + "a" * 64 + ".example/", "read"),
    # Other schemes
    ("file:///etc/passwd", "read"),
    ("ftp://127.0.0.1:{port}/", "read"),
    ("gopher://127.0.0.1:{port}/_GET", "read"),
    ("dict://127.0.0.1:{port}/", "read"),
    ("ldap://127.0.0.1:{port}/", "read"),
    ("unix:/var/run/docker.sock", "read"),
    ("http+unix://%2Fvar%2Frun%2Fdocker.sock/", "read"),
    ("jar:http://127.0.0.1:{port}!/", "read"),
    ("javascript:alert(1)", "read"),
    ("data:text/plain,x", "read"),
    ("ws://127.0.0.1:{port}/", "read"),
]

PUBLIC = ["8.8.8.8", "1.1.1.1", "172.15.0.1", "172.32.0.1", "100.63.0.1", "2606:4700::1111", "2a00:1450::200e"]


def names_lead_inside(host, port, seconds):
    return [ip_address("::1" if "google" in host else "127.0.0.1")]


@pytest.mark.parametrize("text", INSIDE)
def test_an_inside_address_is_not_public(text):
    assert not is_public(ip_address(text))


@pytest.mark.parametrize("text", PUBLIC)
def test_an_address_of_the_internet_is_public(text):
    assert is_public(ip_address(text))


def test_the_table_is_long_enough():
    assert len(SPELLINGS) >= 80 and len({spelling for spelling, _ in SPELLINGS}) == len(SPELLINGS)


@pytest.mark.parametrize(("spelling", "refused_at"), SPELLINGS)
def test_no_spelling_reaches_an_inside_address(canary, spelling, refused_at):
    url = spelling.replace("{port}", str(canary.port))
    if refused_at == "read":
        with pytest.raises(Forbidden):
            read_target(url)
    else:
        read_target(url)
    with pytest.raises(Forbidden):
        Client(resolve=names_lead_inside).call("POST", url, body=b"x", seconds=5)
    assert canary.connections == 0


def test_the_canary_sings(canary):
    """What the table proves is worth something only if the canary notices a call."""
    answer = Client(AllowedHosts(["127.0.0.1"])).call("GET", f"http://127.0.0.1:{canary.port}/")
    assert answer.status == 200 and canary.connections == 1


@pytest.mark.parametrize("entry", ["127.0.0.1", "127.0.0.0/8", "localhost", "LOCALHOST."])
def test_what_the_operator_allows_is_called(canary, entry):
    host = "localhost" if "ocal" in entry.lower() else "127.0.0.1"
    client = Client(AllowedHosts([entry]), resolve=names_lead_inside)
    assert client.call("GET", f"http://{host}:{canary.port}/").status == 200


def test_an_allowed_name_allows_no_other_name(canary):
    client = Client(AllowedHosts(["intranet"]), resolve=names_lead_inside)
    with pytest.raises(Forbidden):
        client.call("GET", f"http://localhost:{canary.port}/")
    assert canary.connections == 0


@pytest.mark.parametrize(
    ("url", "host", "port", "path", "netloc"),
    [
        ("https://Example.ORG", "example.org", 443, "/", "example.org"),
        ("http://example.org:8080/a?b=c#d", "example.org", 8080, "/a?b=c", "example.org:8080"),
        ("https://bücher.example/x", "xn--bcher-kva.example", 443, "/x", "xn--bcher-kva.example"),
        ("https://[2606:4700::1]:8443/", "2606:4700::1", 8443, "/", "[2606:4700::1]:8443"),
        ("HTTP://hooks_in.example.org./x", "hooks_in.example.org", 80, "/x", "hooks_in.example.org"),
    ],
)
def test_plain_addresses_are_read(url, host, port, path, netloc):
    target = read_target(url)
    assert (target.host, target.port, target.path, target.netloc) == (host, port, path, netloc)
