"""What a process that serves pages leaves out: each of these takes room on a small machine.

They come along with whoever uses them: workers, commands, and the pages that make such a file.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from flask import Flask

from stories.foundation.shape import stamp
from stories.sessions.models import SessionState
from tests.browser.conftest import ROOT
from tests.conftest import environment
from tests.factories import PASSPHRASE, Factory

LEFT_OUT = {
    *("av", "ctranslate2", "faster_whisper", "ffmpeg", "imageio_ffmpeg", "numpy", "scipy", "torch"),
    *("holidays", "icalendar", "openpyxl", "PIL", "pypdf", "segno", "typst"),
    *("alembic", "flask_migrate", "mako", "psycopg", "redis"),
    *("natasha", "pymorphy3", "qazaq_inflector"),
    *("cryptography", "pygments", "rapidfuzz", "rich", "tqdm"),
}
SERVES = """
import base64, json, re, sys

import stories.cli
from stories.app import create_app
from stories.foundation import server, shape

app = create_app()
client = app.test_client()
with app.app_context():
    shape.require_schema()

def token():
    return re.search('name="csrf[_-]token" (?:value|content)="([^"]+)"', last.text)[1]

email, passphrase, session = sys.argv[1:]
last = client.get("/sign-in")
told = {"csrf_token": token(), "email": email, "passphrase": passphrase}
statuses = [client.post("/sign-in", data=told).status_code]
last = client.get("/")
head = {
    "Tus-Resumable": "1.0.0", "Upload-Length": "44", "X-CSRFToken": token(),
    "Content-Type": "application/offset+octet-stream",
}
sound = b"RIFF" + bytes(4) + b"WAVEfmt " + bytes(28)
arrived = client.post(f"/sessions/{session}/uploads", headers=head, data=sound)
statuses += [last.status_code, arrived.status_code, "Stories-Recording" in arrived.headers]
print(json.dumps({"statuses": statuses, "loaded": sorted(sys.modules)}))
"""


def test_a_house_that_serves_leaves_heavy_libraries_out(app: Flask, make: Factory, tmp_path: Path):
    facilitator = make.facilitator()
    session = make.session(state=SessionState.OPEN, facilitator_id=facilitator.id)
    with app.app_context():
        stamp()
    own = environment(tmp_path, STORIES_BLOBS_URL="", STORIES_QUEUE_URL="")
    done = subprocess.run(
        [sys.executable, "-c", SERVES, facilitator.email, PASSPHRASE, str(session.id)],
        cwd=ROOT,
        env=os.environ | own,
        capture_output=True,
        text=True,
        check=False,
    )
    assert not done.returncode, done.stderr
    said = json.loads(done.stdout)
    assert said["statuses"] == [303, 200, 201, True]
    assert not LEFT_OUT & set(said["loaded"])
    assert "stories.media.tus.receiving" in said["loaded"]
