"""Asks the YAML language server, as an editor does, what it makes of `gaussnet schema`.

    language_server.py PROGRAM [SERVER]

Exit code 77 (skipped) without the server (npm: yaml-language-server)."""

import json
import pathlib
import subprocess
import sys
import tempfile
import threading

MODEL = """\
# yaml-language-server: $schema=SCHEMA
gaussnet: 1
approximation: rotating-wave
parameters: {eps: 10 %, theta: 0.3 pi}
nodes:
  spin:
    type: oscillator
    mass: negative
    frequency: 2pi * 1 MHz
    bath: {linewidth: 2pi * 5 kHz, occupation: 1}
    light: {rate: 2pi * 20 kHz, angle: theta}
    @
  detector:
    type: homodyne
    quadrature: P
links:
  - [vacuum, spin.light, {loss: eps}, detector]
results:
  n:
    measure: occupation
    mode: spin
sweeps:
  s:
    axes:
      eps:
        from: 0
        to: 0.9
        points: 10
        &
"""


class Server:
    """JSON-RPC over stdio. A server that does not answer is ended after a minute."""

    def __init__(self, command):
        self.process = subprocess.Popen([command, "--stdio"], stdin=subprocess.PIPE,
                                        stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)
        self.watchdog = threading.Timer(60, self.process.kill)
        self.watchdog.start()
        self.last_id = 0
        self.diagnostics = {}
        self.request("initialize", {
            "processId": None, "rootUri": None,
            "capabilities": {"textDocument": {"hover": {"contentFormat": ["markdown"]}}}})
        self.notify("initialized", {})
        self.notify("workspace/didChangeConfiguration", {"settings": {"yaml": {
            "schemaStore": {"enable": False}, "hover": True, "completion": True,
            "validate": True}}})

    def send(self, message):
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n" % len(body) + body)
        self.process.stdin.flush()

    def receive(self):
        length = 0
        while (line := self.process.stdout.readline().strip()):
            name, value = line.split(b":", 1)
            if name.lower() == b"content-length":
                length = int(value)
        if not length:
            sys.exit("FAILED: the server has ended, or did not answer within a minute")
        message = json.loads(self.process.stdout.read(length))
        method = message.get("method")
        if method and "id" in message:  # what an editor would be asked for
            items = message.get("params", {}).get("items", [])
            self.send({"id": message["id"], "result": [None] * len(items) if items else None})
        if method == "textDocument/publishDiagnostics":
            self.diagnostics[message["params"]["uri"]] = message["params"]["diagnostics"]
        return message

    def notify(self, method, params):
        self.send({"method": method, "params": params})

    def request(self, method, params):
        self.last_id += 1
        self.send({"id": self.last_id, "method": method, "params": params})
        while True:
            message = self.receive()
            if message.get("id") == self.last_id and "method" not in message:
                if "error" in message:
                    sys.exit(f"FAILED: {method}: {message['error']}")
                return message["result"]

    def open(self, uri, text):
        self.notify("textDocument/didOpen", {"textDocument": {
            "uri": uri, "languageId": "yaml", "version": 1, "text": text}})

    def said_of(self, uri):
        while uri not in self.diagnostics:
            self.receive()
        return [diagnostic["message"] for diagnostic in self.diagnostics[uri]]

    def close(self):
        self.watchdog.cancel()
        self.process.kill()
        self.process.wait()


def main(program, command):
    failures = []
    folder = tempfile.TemporaryDirectory()
    schema = pathlib.Path(folder.name) / "gaussnet.schema.json"
    schema.write_bytes(subprocess.run([program, "schema"], check=True, capture_output=True).stdout)
    model = MODEL.replace("SCHEMA", schema.as_uri())
    server = Server(command)

    def opened(name, text):
        uri = (pathlib.Path(folder.name) / name).as_uri()
        server.open(uri, text)
        return uri

    def asked(method, uri, text, at, shift=0):
        before = text[:text.index(at) + shift]
        return server.request(method, {"textDocument": {"uri": uri}, "position": {
            "line": before.count("\n"), "character": len(before) - before.rfind("\n") - 1}})

    def completions(marker):
        """What is offered where the marker stands: {label: documentation}."""
        at = model.index(marker)
        text = "".join(c for c in model if c not in "@&")
        uri = opened(f"complete{ord(marker)}.yaml", text)
        at -= sum(model[:at].count(c) for c in "@&")
        line = text[:at].count("\n")
        answer = server.request("textDocument/completion", {
            "textDocument": {"uri": uri},
            "position": {"line": line, "character": at - text[:at].rfind("\n") - 1}})
        items = answer["items"] if isinstance(answer, dict) else answer
        return {item["label"]: json.dumps(item.get("documentation", "")) for item in items}

    def expect(holds, what):
        if not holds:
            failures.append(what)

    plain = "".join(c for c in model if c not in "@&")
    uri = opened("plain.yaml", plain)
    expect(server.said_of(uri) == [], f"a good model is refused: {server.said_of(uri)}")

    def hover(at, shift=1):
        answer = asked("textDocument/hover", uri, plain, at, shift)
        # Markdown escapes what would be markup: gamma\\_0.
        return json.dumps(answer, ensure_ascii=False).replace("\\", "")

    for at, words in {
            "frequency:": ["angular resonance frequency", "greater than 0"],
            "linewidth:": ["intrinsic energy decay rate gamma_0 (full width)"],
            "quadrature:": ["recorded quadrature"],
            "approximation:": ["resonant terms only"],
            "measure:": ["mean number of quanta in a mode"],
            "points:": ["how many values, both ends included"],
            "loss:": ["lost fraction of the power"]}.items():
        for word in words:
            expect(word in hover(at), f"hover on '{at}' does not say '{word}': {hover(at)}")

    inside = completions("@")
    expect({"repeat"} <= inside.keys(), f"inside a node 'repeat' is not offered: {inside}")
    expect("efficiency" not in inside, "an oscillator is offered the keys of a detector")
    expect("make name(1) ... name(N)" in inside.get("repeat", ""),
           f"'repeat' is offered without its meaning: {inside.get('repeat')}")
    axis = completions("&")
    expect({"scale"} <= axis.keys(), f"inside an axis 'scale' is not offered: {axis}")

    for name, good, bad, word in [
            ("key.yaml", "frequency:", "freqency:", "freqency"),
            ("choice.yaml", "mass: negative", "mass: negativ", "positive"),
            ("type.yaml", "type: homodyne", "type: homodine", "homodyne")]:
        wrong = opened(name, plain.replace(good, bad))
        said = " ".join(server.said_of(wrong))
        expect(word in said, f"'{bad}' is not told: {said}")

    server.close()
    for failure in failures:
        print("FAILED:", failure)
    print(f"{len(failures)} failures")
    return 1 if failures else 0


if __name__ == "__main__":
    if len(sys.argv) < 3 or sys.argv[2].endswith("-NOTFOUND"):
        print("skipped: needs yaml-language-server on the PATH (npm: yaml-language-server)")
        sys.exit(77)
    sys.exit(main(sys.argv[1], sys.argv[2]))
