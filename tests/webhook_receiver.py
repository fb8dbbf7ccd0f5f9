"""A program that receives webhooks badly: PORT FILE. Of ten requests it refuses three, half of them after taking the
event; what it takes is a line `path name` of FILE. Killed and started again, it goes on with the same port and file."""

import json
import random
import sys
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


class Hook(BaseHTTPRequestHandler):
    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        luck = random.random()
        if luck > 0.15:
            with open(sys.argv[2], "a") as file:
                file.write(f"{self.path} {body['data']['title']}\n")
        self.send_response(500 if luck < 0.3 else 200)
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_words: object) -> None:
        return


if __name__ == "__main__":
    ThreadingHTTPServer(("127.0.0.1", int(sys.argv[1])), Hook).serve_forever()
