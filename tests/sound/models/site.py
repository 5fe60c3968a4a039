"""A site of models on this computer: a real HTTP server, which breaks off, forgets and lies when it is told to."""

from __future__ import annotations

import hashlib
import io
import json
import random
import re
import threading
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

NAME = "vosk-model-small-ru-0.22"
PARTS = ("am/final.mdl", "conf/mfcc.conf", "graph/HCLr.fst", "graph/Gr.fst", "graph/words.txt")


def archive(files: Mapping[str, bytes] | None = None) -> bytes:
    """A ZIP archive of files; else of what looks like a model, of some 200 kB."""
    if files is None:
        noise = random.Random(1).randbytes(40_000)
        files = {f"{NAME}/{part}": noise for part in PARTS}
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as opened:
        for name, content in files.items():
            opened.writestr(name, content)
    return out.getvalue()


def listed(content: bytes, **more: Any) -> dict[str, Any]:
    """A row of the list of models, of a model with this archive."""
    row = {"lang": "ru", "lang_text": "Russian", "name": NAME, "obsolete": "false", "size": len(content)}
    return {**row, "size_text": "", "type": "small", "md5": hashlib.md5(content).hexdigest(), **more}


class Site:
    """The files of the site by name, and how it behaves.

    cut: bytes after which each of the next answers breaks off. ranges: it can go on from the middle. failing: how many
    of the next answers are 503. extra: bytes that it sends in chunks beyond the length that it tells. asked: the file
    and the Range of each question.
    """

    def __init__(self, files: dict[str, bytes]) -> None:
        self.files = files
        self.cut: list[int] = []
        self.ranges = True
        self.failing = 0
        self.extra = 0
        self.asked: list[tuple[str, str | None]] = []
        self.base = ""


@contextmanager
def site(content: bytes | None = None, **row: Any) -> Iterator[Site]:
    """A site with one model. row: what its list tells otherwise."""
    content = archive() if content is None else content
    rows = json.dumps([listed(content, **row)]).encode()
    made = Site({f"{NAME}.zip": content, "model-list.json": rows})
    server = ThreadingHTTPServer(("127.0.0.1", 0), _handler(made))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    made.base = f"http://127.0.0.1:{server.server_address[1]}/"
    try:
        yield made
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def _handler(made: Site) -> type[BaseHTTPRequestHandler]:
    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            name, wanted = self.path.removeprefix("/"), self.headers["Range"]
            made.asked.append((name, wanted))
            content = made.files.get(name)
            if content is None:
                self.send_error(404)
                return
            if made.failing and not name.endswith(".json"):
                made.failing -= 1
                self.send_error(503)
                return
            found = re.fullmatch(r"bytes=(\d+)-", wanted or "") if made.ranges else None
            start = int(found[1]) if found else 0
            if found and start >= len(content):
                self.send_response(416)
                self.send_header("Content-Range", f"bytes */{len(content)}")
                self.send_header("Content-Length", "0")
                self.end_headers()
                return
            self.send_response(206 if found else 200)
            if found:
                self.send_header("Content-Range", f"bytes {start}-{len(content) - 1}/{len(content)}")
            self.send_header("Content-Length", str(len(content) - start))
            if made.extra and not name.endswith(".json"):
                self.send_header("Transfer-Encoding", "chunked")
                self.end_headers()
                with suppress(ConnectionError):  # who asked has had enough
                    for sent in (content[start:], bytes(made.extra)):
                        self.wfile.write(b"%x\r\n%s\r\n" % (len(sent), sent))
                    self.wfile.write(b"0\r\n\r\n")
                return
            self.end_headers()
            part = content[start:]
            if made.cut and not name.endswith(".json"):
                part = part[: made.cut.pop(0)]
                self.close_connection = True
            self.wfile.write(part)

        def log_message(self, *args: Any) -> None:
            pass

    return Handler
