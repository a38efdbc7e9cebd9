#!/usr/bin/env python3
"""Measures `cotejo serve` beside nginx on the same folder, in one run.

    python3 benches/serve.py PUBLICATION      needs Debian's nginx-light and wrk

Each serves the result page (compressed beforehand), a data file of a page's script and a tile of the log to 64
connections on two threads of wrk, for five seconds each, three times in turn; the medians are printed.
"""

import os
import pathlib
import re
import socket
import statistics
import subprocess
import sys
import tempfile
import time

ROOT = pathlib.Path(__file__).resolve().parent.parent
TARGET = pathlib.Path(os.environ.get("CARGO_TARGET_DIR", ROOT / "target")).resolve()
NGINX = """
daemon off; worker_processes auto; pid {folder}/pid; error_log {folder}/errors;
events {{ worker_connections 4096; }}
http {{
  access_log off; sendfile on; tcp_nopush on; gzip_static on; keepalive_requests 1000000;
  client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f; uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s;
  types {{ text/html html; text/javascript js; text/css css; }}
  server {{ listen 127.0.0.1:{port}; root {public}; }}
}}
"""


def free_port():
    with socket.socket() as some:
        some.bind(("127.0.0.1", 0))
        return some.getsockname()[1]


def wait_for(port):
    for _ in range(200):
        try:
            return socket.create_connection(("127.0.0.1", port)).close()
        except ConnectionRefusedError:
            time.sleep(0.05)
    sys.exit(f"nothing listens on port {port}")


def load(port, path):
    """Requests a second and the 99th percentile in milliseconds."""
    done = subprocess.run(["wrk", "-t2", "-c64", "-d5s", "--latency", "-H", "Accept-Encoding: gzip", f"http://127.0.0.1:{port}/{path}"],
                          stdout=subprocess.PIPE, text=True, check=True).stdout
    if "Non-2xx" in done or "Socket errors" in done:
        sys.exit(done)
    rate = float(re.search(r"Requests/sec:\s+([\d.]+)", done)[1])
    value, unit = re.search(r"99%\s+([\d.]+)(us|ms|s)", done).groups()
    return rate, float(value) * {"us": 0.001, "ms": 1, "s": 1000}[unit]


def main():
    public = pathlib.Path(sys.argv[1]).resolve()
    shard = min((public / "station").glob("*.js")).relative_to(public)
    tile = min(path for path in (public / "log" / "tile").rglob("*") if path.is_file()).relative_to(public)
    with tempfile.TemporaryDirectory() as folder:
        ports = {"cotejo serve": free_port(), "nginx": free_port()}
        conf = pathlib.Path(folder) / "nginx.conf"
        conf.write_text(NGINX.format(folder=folder, port=ports["nginx"], public=public))
        servers = [subprocess.Popen([TARGET / "dist" / "cotejo", "serve", public, "--listen", f"127.0.0.1:{ports['cotejo serve']}"],
                                    stdout=subprocess.DEVNULL),
                   subprocess.Popen(["nginx", "-c", conf], stderr=subprocess.DEVNULL)]
        try:
            for port in ports.values():
                wait_for(port)
            print("| file | server | requests a second | 99th percentile |\n|---|---|---|---|")
            for path in ("es/index.html", shard, tile):
                runs = {name: [] for name in ports}
                for _ in range(3):
                    for name, port in ports.items():
                        runs[name].append(load(port, path))
                for name, some in runs.items():
                    rate, late = (statistics.median(column) for column in zip(*some))
                    print(f"| {path} | {name} | {rate:,.0f} | {late:.1f} ms |")
        finally:
            for server in servers:
                server.terminate()


if __name__ == "__main__":
    main()
