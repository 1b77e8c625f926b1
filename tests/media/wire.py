"""Words of tus over a bare connection, so that a test decides when which byte goes."""

import http.client
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from tests.media.sender import KIND, Sender


class Said:
    """What was said by one connection, and perhaps is answered."""

    def __init__(self, line: socket.socket) -> None:
        self.line = line

    def answer(self, method: str) -> Any:
        """The headers of the answer; raises OSError when there is none, or a refusal."""
        answer = http.client.HTTPResponse(self.line, method=method)
        try:
            answer.begin()
            answer.read()
        except http.client.HTTPException as error:
            raise ConnectionError from error
        if answer.status >= http.HTTPStatus.BAD_REQUEST:
            raise ConnectionError(answer.status)
        return answer.headers


class Line:
    """Connections to a port, each for one request, by whoever a client is signed in as."""

    def __init__(self, port: int, client: Any) -> None:
        self.port = port
        self.told = Sender(client).headers()
        name = client.application.config["SESSION_COOKIE_NAME"]
        self.told["Cookie"] = f"{name}={client.get_cookie(name).value}"

    @contextmanager
    def say(
        self, method: str, path: str, told: dict[str, str], body: bytes = b""
    ) -> Iterator[Said]:
        headers = self.told | told | {"Host": "localhost", "Content-Type": KIND}
        lines = [f"{name}: {value}" for name, value in headers.items()]
        head = "\r\n".join([f"{method} {path} HTTP/1.1", *lines, "", ""]).encode()
        with socket.create_connection(("127.0.0.1", self.port), 30) as line:
            line.sendall(head + body)
            yield Said(line)
