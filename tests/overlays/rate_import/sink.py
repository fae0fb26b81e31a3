"""A real server that takes uploads apart as they come, and the two flavours of the client that send them."""

from __future__ import annotations

import asyncio
import contextlib
import hashlib
import json
import re
import socket
import threading
from email.parser import BytesParser
from email.policy import HTTP

from warp_admin import AdminClient, AsyncAdminClient

JOB = {"data": {"job_id": "imp-1", "status": "partial", "errors": [{"row": 3, "message": "Must not be negative."}]}}


def answer(status, body=None, *fields):
    """A reply in bytes."""
    content = json.dumps(body or {"code": "TOLD", "message": "Told."}).encode()
    head = [f"HTTP/1.1 {status} Told", "Content-Type: application/json", f"Content-Length: {len(content)}", *fields]
    return "\r\n".join([*head, "", ""]).encode() + content


class Upload:
    """
    One request as it arrived.

    Attributes:
        head: Request line and header fields.
        length: Bytes of the body.
        digest: SHA-256 of the body, boundaries made equal.
        body: The body, where it is short.
        whole: Whether the body came to its end.
    """

    def __init__(self, head):
        self.head, self.length, self.body, self.whole = head, 0, b"", False

    @property
    def boundary(self):
        return re.search(rb"boundary=([^\r]+)", self.head)[1]

    @property
    def digest(self):
        return hashlib.sha256(self.body).hexdigest()

    @property
    def parts(self):
        """Name, file name, content type and content of each part, by an independent parser."""
        kind = re.search(rb"(?i)content-type: [^\r]+\r\n", self.head)[0]
        message = BytesParser(policy=HTTP).parsebytes(kind + b"\r\n" + self.body)
        return {
            part.get_param("name", header="content-disposition"): (
                part.get_filename(),
                part.get_content_type(),
                part.get_payload(decode=True),
            )
            for part in message.iter_parts()
        }

    def take(self, data, *, keep):
        self.length += len(data)
        if keep:
            self.body += data


class Sink:
    """
    Answers requests one after the other; the last answer stays.

    A number in place of an answer closes after so many bytes, a pair of both answers after so many and reads no more.
    """

    def __init__(self, *answers, keeps=True):
        self.uploads = []
        self._answers, self._keeps = list(answers) or [answer(202, JOB)], keeps
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self.closed, self._over = threading.Event(), threading.Event()
        threading.Thread(target=self._serve, daemon=True).start()

    def paths(self):
        """The paths that were asked for, in order."""
        return [upload.head.split()[1].decode() for upload in self.uploads]

    def __enter__(self):
        return self

    def __exit__(self, *_error):
        self._over.set()
        self._socket.close()

    def _serve(self):
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            threading.Thread(target=self._converse, args=(connection,), daemon=True).start()

    def _converse(self, connection):
        connection.settimeout(30)
        with connection, contextlib.suppress(OSError):
            while self._one(connection):
                pass
        self.closed.set()

    def _one(self, connection):
        head = b""
        while b"\r\n\r\n" not in head:
            if not (found := connection.recv(65_536)):
                return False
            head += found
        head, _, body = head.partition(b"\r\n\r\n")
        upload = Upload(head)
        self.uploads.append(upload)
        said = self._answers.pop(0) if len(self._answers) > 1 else self._answers[0]
        found = re.search(rb"(?i)content-length: (\d+)", head)
        left = int(found[1]) if found else None
        tail = b""
        while True:
            upload.take(body, keep=self._keeps)
            tail = (tail + body)[-8:]
            if isinstance(said, int) and upload.length >= said:
                return False
            if isinstance(said, tuple) and upload.length >= said[0]:
                connection.sendall(said[1])
                self._over.wait(20)
                return False
            if upload.length == left if left is not None else tail.endswith(b"0\r\n\r\n"):
                break
            if not (body := connection.recv(1_048_576)):
                return False
        upload.whole = True
        connection.sendall(said)
        return True


class Sync:
    """A sync admin client, called as a function."""

    name = "sync"

    def __init__(self, url, **keywords):
        self._make = lambda: AdminClient(base_url=url, **{"access_token": "t", **keywords})

    def import_rates(self, deck, **keywords):
        with self._make() as client:
            if "for_provider" in keywords:
                return client.providers.import_rates(keywords.pop("for_provider"), deck, **keywords)
            return client.rates.import_rates(deck, **keywords)


class Async(Sync):
    """The same of an async client."""

    name = "async"

    def __init__(self, url, **keywords):
        self._make = lambda: AsyncAdminClient(base_url=url, **{"access_token": "t", **keywords})

    def import_rates(self, deck, **keywords):
        async def run():
            async with self._make() as client:
                if "for_provider" in keywords:
                    return await client.providers.import_rates(keywords.pop("for_provider"), deck, **keywords)
                return await client.rates.import_rates(deck, **keywords)

        return asyncio.run(run())
