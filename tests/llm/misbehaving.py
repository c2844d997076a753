"""An OpenAI-compatible server on loopback that misbehaves on purpose, one way a path."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

GOOD = '{"facts": []}'
TELLS = "stop"


class Server:
    """Serves at ``url``; ``way`` chooses how it behaves, ``requests`` keeps what it was sent."""

    def __init__(self) -> None:
        self.way = "good"
        self.requests: list[dict[str, Any]] = []
        self.headers: list[dict[str, str]] = []
        self.closing = threading.Event()
        self._http = ThreadingHTTPServer(("127.0.0.1", 0), self._handler())
        self._http.daemon_threads = True
        threading.Thread(target=self._http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._http.server_address[1]}/v1"

    def close(self) -> None:
        self.closing.set()
        self._http.shutdown()
        self._http.server_close()

    def _handler(self) -> type[BaseHTTPRequestHandler]:
        server = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def log_message(self, format: str, *args: Any) -> None:
                return

            def do_POST(self) -> None:
                body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
                server.requests.append(body)
                server.headers.append({k.lower(): v for k, v in self.headers.items()})
                self.close_connection = True
                try:
                    WAYS[server.way](self, body, server)
                except (BrokenPipeError, ConnectionResetError):
                    return

        return Handler


Way = Callable[[Any, dict[str, Any], Server], None]


def plain(handler: Any, status: int, body: Any, headers: dict[str, str] | None = None) -> None:
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    handler.send_response(status)
    handler.send_header("Content-Type", "application/json")
    handler.send_header("Content-Length", str(len(data)))
    for name, value in (headers or {}).items():
        handler.send_header(name, value)
    handler.end_headers()
    handler.wfile.write(data)


def say(text: str, finish: str | None = "stop") -> Way:
    """An orderly answer with this text, streamed or whole as asked; by tool where one was asked for."""

    def way(handler: Any, body: dict[str, Any], server: Server) -> None:
        tool = [{"index": 0, "id": "c1", "type": "function", "function": {"name": "answer", "arguments": text}}]
        message = (
            {"role": "assistant", "content": "", "tool_calls": tool}
            if "tools" in body
            else {"role": "assistant", "content": text}
        )
        usage = {"prompt_tokens": 11, "completion_tokens": 7, "total_tokens": 18}
        if not body.get("stream"):
            choice = {"index": 0, "message": message, "finish_reason": finish}
            plain(
                handler,
                200,
                {
                    "id": "1",
                    "object": "chat.completion",
                    "created": 1,
                    "model": "m",
                    "choices": [choice],
                    "usage": usage,
                },
            )
            return
        start(handler)
        chunk(handler, {"index": 0, "delta": message, "finish_reason": None})
        if finish:
            chunk(handler, {"index": 0, "delta": {}, "finish_reason": finish})
            event(handler, {**HEAD, "choices": [], "usage": usage})
            send(handler, b"data: [DONE]\n\n")
        send(handler, b"")

    return way


HEAD: dict[str, Any] = {"id": "1", "object": "chat.completion.chunk", "created": 1, "model": "m"}


def start(handler: Any) -> None:
    handler.send_response(200)
    handler.send_header("Content-Type", "text/event-stream")
    handler.send_header("Transfer-Encoding", "chunked")
    handler.end_headers()


def send(handler: Any, data: bytes) -> None:
    handler.wfile.write(f"{len(data):x}\r\n".encode() + data + b"\r\n")
    handler.wfile.flush()


def event(handler: Any, value: dict[str, Any]) -> None:
    send(handler, b"data: " + json.dumps(value).encode() + b"\n\n")


def chunk(handler: Any, choice: dict[str, Any]) -> None:
    event(handler, {**HEAD, "choices": [choice]})


def words(handler: Any, text: str) -> None:
    chunk(handler, {"index": 0, "delta": {"role": "assistant", "content": text}, "finish_reason": None})


def silent(handler: Any, body: dict[str, Any], server: Server) -> None:
    server.closing.wait(20)


def slow_words(handler: Any, body: dict[str, Any], server: Server) -> None:
    start(handler)
    for _ in range(200):
        words(handler, " ")
        if server.closing.wait(0.15):
            return


def drip(handler: Any, body: dict[str, Any], server: Server) -> None:
    """A byte now and then, never a whole event."""
    start(handler)
    for _ in range(200):
        send(handler, b"d")
        if server.closing.wait(0.15):
            return


def endless(handler: Any, body: dict[str, Any], server: Server) -> None:
    start(handler)
    until = time.monotonic() + 20
    while time.monotonic() < until and not server.closing.is_set():
        words(handler, "好" * 200)


def half(handler: Any, body: dict[str, Any], server: Server) -> None:
    start(handler)
    words(handler, '{"facts": [{"key": "corr')
    handler.wfile.flush()
    handler.connection.close()


def bad_event(handler: Any, body: dict[str, Any], server: Server) -> None:
    start(handler)
    send(handler, b"data: {nonsense\n\n")
    send(handler, b"")


def busy_once(handler: Any, body: dict[str, Any], server: Server) -> None:
    if len(server.requests) == 1:
        plain(handler, 429, {"error": {"message": "slow down"}}, {"Retry-After": "0"})
    else:
        say(GOOD)(handler, body, server)


def good_once(handler: Any, body: dict[str, Any], server: Server) -> None:
    way = say(GOOD) if len(server.requests) == 1 else silent
    way(handler, body, server)


def only_json_mode(handler: Any, body: dict[str, Any], server: Server) -> None:
    """As servers do that know no json_schema."""
    if body.get("response_format", {}).get("type") == "json_object":
        say(GOOD)(handler, body, server)
    else:
        plain(handler, 400, {"error": {"message": "response_format type is unavailable"}})


WAYS: dict[str, Way] = {
    "good": say(GOOD),
    "silent": silent,
    "slow words": slow_words,
    "drip": drip,
    "429": lambda h, b, s: plain(h, 429, {"error": {"message": "busy"}}, {"Retry-After": "0"}),
    "429 for an hour": lambda h, b, s: plain(h, 429, {"error": {"message": "busy"}}, {"Retry-After": "3600"}),
    "500": lambda h, b, s: plain(h, 500, {"error": {"message": "oops"}}),
    "500 in html": lambda h, b, s: plain(h, 500, b"<html>Bad gateway</html>"),
    "401": lambda h, b, s: plain(h, 401, {"error": {"message": "no key"}}),
    "400": lambda h, b, s: plain(h, 400, {"error": {"message": "unknown field"}}),
    "redirect": lambda h, b, s: plain(h, 307, b"", {"Location": "http://192.0.2.1/v1/chat/completions"}),
    "malformed": say("{'facts': [}"),
    "prose": say("很高兴为您服务！以下是事实：……"),
    "wrong schema": say('{"facts": [{"name": "x"}]}'),
    "a list": say("[]"),
    "null": say("null"),
    "deep": say("[" * 1_500),
    "english": say('{"facts": [{"key": "corrected", "value": "yes", "quote": "The company has corrected it."}]}'),
    "english sentence": say(
        '{"refused": false, "sentences": [{"line": 1, "text": "The party is fined.", "rests_on": ["line1", "p1"]}]}'
    ),
    "empty": say(""),
    "blank": say("   \n "),
    "endless": endless,
    "truncated": say('{"facts": [{"key": "corrected", "val', "length"),
    "half a stream": half,
    "no end": say('{"facts": [{"key": "corrected"', None),
    "bad event": bad_event,
    "busy once": busy_once,
    "good once": good_once,
    "only json mode": only_json_mode,
}
