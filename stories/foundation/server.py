"""waitress, behind one sentence when the port is taken."""

import socket
from typing import Any

import click
from flask import Flask
from waitress.server import create_server

from stories.foundation.errors import UnsafeStart
from stories.foundation.pouring import Threads, use_channels
from stories.foundation.settings import Settings

RECEIVED_AT_ONCE = 1 << 18
HEADERS = 64 * 1024  # bytes: an address of more is no page of ours


def run_server(app: Flask, settings: Settings) -> None:
    """Serve until stopped; raises UnsafeStart if the port is taken."""
    host, port = settings["HOST"], settings.number("PORT")
    refuse_taken_port(host, port)
    megabyte = 1024 * 1024
    listening: dict[int, Any] = {}
    server = create_server(
        app,
        map=listening,
        _dispatcher=Threads(settings.number("THREADS")),
        host=host,
        port=port,
        recv_bytes=RECEIVED_AT_ONCE,
        max_request_header_size=HEADERS,
        ident=None,
        max_request_body_size=(settings.number("UPLOAD_LIMIT_MB") + 1) * megabyte,
        # Left alone, waitress drops what a trusted proxy tells, and everybody has one address.
        clear_untrusted_proxy_headers=not settings.number("PROXIES"),
    )
    use_channels(listening)
    click.echo(f"Serving {settings['BASE_URL']} — stop with Ctrl+C.")
    try:
        server.run()
    except KeyboardInterrupt:
        click.echo("Stopped.")


def refuse_taken_port(host: str, port: int) -> None:
    """Raise UnsafeStart if somebody else listens there."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError:
            raise UnsafeStart(
                f"Port {port} is taken by another programme; stop it or set STORIES_PORT."
            ) from None
