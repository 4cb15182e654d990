"""The command that starts the service: serve."""

from __future__ import annotations

from typing import Annotated

import typer

from abm_sheets.cli.extras import service
from abm_sheets.cli.options import WORDS, help_text
from abm_sheets.outputs.terminal import complain

commands = typer.Typer()

Host = Annotated[str, typer.Option("--host", help=help_text("host"))]
Port = Annotated[int, typer.Option("--port", min=0, max=65535, help=help_text("port"))]


@commands.command("serve", help=help_text("serve"))
def serve_command(host: Host = "127.0.0.1", port: Port = 8080) -> None:
    """Serve until stopped."""
    configuration = service("configuration").read_configuration()
    server, runtime = service("server"), service("worker").prepare(configuration)
    address = server.listen(host, port)
    kind, taken = runtime.engine.dialect.name, address.getsockname()[1]
    complain(WORDS.text("service.listening", host=host, port=taken, database=kind))
    server.serve(runtime, address)
