"""A client of tus 1.0 that says exactly what a test wants said."""

import base64
import uuid
from typing import Any

KIND = "application/offset+octet-stream"


class Sender:
    """Speaks over the inspecting client of whoever is signed in."""

    def __init__(self, client: Any) -> None:
        self.client = client

    def headers(self, **more: str) -> dict[str, str]:
        return {
            "Tus-Resumable": "1.0.0",
            "X-CSRFToken": self.client.token(),
            "Accept": "application/json",
        } | more

    def ask(self, method: str, path: str, headers: Any = None, **more: Any) -> Any:
        return self.client.open(path, method=method, headers=self.headers(**headers or {}), **more)

    def create(self, session: Any, length: int, name: str = "a.opus", **more: Any) -> Any:
        told = base64.b64encode(name.encode()).decode()
        headers = {"Upload-Length": str(length), "Upload-Metadata": f"filename {told}"}
        body = more.pop("body", None)
        kind = {"data": body, "content_type": KIND} if body is not None else {}
        more.setdefault("expect", 201)
        return self.ask("POST", f"/sessions/{session.id}/uploads", headers, **kind, **more)

    def begin(self, session: Any, length: int, name: str = "a.opus") -> str:
        return str(self.create(session, length, name).location)

    def send(self, address: str, data: bytes, offset: int, **more: Any) -> Any:
        headers = {"Upload-Offset": str(offset)} | more.pop("headers", {})
        more.setdefault("expect", 204)
        return self.ask("PATCH", address, headers, data=data, content_type=KIND, **more)

    def look(self, address: str) -> Any:
        return self.ask("HEAD", address).headers

    @staticmethod
    def id_of(address: str) -> uuid.UUID:
        return uuid.UUID(address.rsplit("/", 1)[-1])

    def recording_of(self, headers: Any) -> uuid.UUID:
        return self.id_of(headers["Stories-Recording"])
