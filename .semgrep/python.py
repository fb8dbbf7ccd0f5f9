# Samples of python.yml: never run, only read by `semgrep --test`.
# ruff: noqa
cursor.execute("SELECT 1 FROM person WHERE id = %s", [given])
# ruleid: sql-from-strings
cursor.execute(f"SELECT 1 FROM person WHERE name = '{given}'")
# ruleid: sql-from-strings
cursor.execute("SELECT 1 FROM person WHERE name = '%s'" % given)
# ok: sql-from-strings
cursor.execute("SELECT 1 FROM person WHERE name = %s", [given])
# ruleid: raw-orm
Person.objects.raw("SELECT * FROM person")
# ok: raw-orm
Person.objects.filter(name=given)
# ruleid: eval-or-exec
eval(given)
# ok: eval-or-exec
ast.literal_eval(given)
# ruleid: unpickling
pickle.loads(given)
# ok: unpickling
json.loads(given)
# ruleid: lax-yaml
yaml.load(given, Loader=yaml.Loader)
# ok: lax-yaml
yaml.safe_load(given)
# ruleid: shell
subprocess.run("ls " + given, shell=True)
# ruleid: shell
os.system(given)
# ok: shell
subprocess.run(["ls", given])
# ruleid: weak-hash
hashlib.md5(given)
# ok: weak-hash
hashlib.sha256(given)
# ok: weak-hash
hashlib.md5(given, usedforsecurity=False)
# ruleid: guessable-secret
token = random.randbytes(16)
# ok: guessable-secret
token = secrets.token_urlsafe(24)
# ok: guessable-secret
pause = random.uniform(0, 1)
# ruleid: secret-compared-plainly
is_ours = signature == given
# ok: secret-compared-plainly
is_ours = secrets.compare_digest(signature, given)
# ruleid: outgoing-http
import requests

# ruleid: outgoing-http
from urllib.request import urlopen

# ok: outgoing-http
from urllib.parse import urlsplit

# ruleid: raw-socket
socket.create_connection(("host", 80))
# ok: raw-socket
socket.gethostname()
# ruleid: unguarded-xml
from xml.etree import ElementTree

# ok: unguarded-xml
import python_calamine

# ruleid: unpacking-names
archive.extractall(folder)
# ok: unpacking-names
archive.open("a.csv")
# ruleid: guessable-file
path = tempfile.mktemp()
# ok: guessable-file
path = tempfile.mkstemp()
# ruleid: unverified-tls
client.get(address, verify=False)
# ok: unverified-tls
client.get(address, timeout=5)
# ruleid: open-to-all-users
os.chmod(path, 0o777)
# ok: open-to-all-users
os.chmod(path, 0o600)
# ruleid: logged-secret
logger.info("signing in with %s", password)
# ok: logged-secret
logger.info("signing in account %s", account_id)
