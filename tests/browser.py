"""A real browser for tests: Chromium without a window, told what to do over a pipe in the DevTools protocol."""

from __future__ import annotations

import fcntl
import json
import os
import select
import shutil
import subprocess
import time
from pathlib import Path
from typing import Any

NAMES = ("chromium", "chromium-browser", "google-chrome", "chrome")
PATIENCE_SECONDS = 60


def find_chromium() -> str:
    found = next(filter(None, map(shutil.which, NAMES)), None)
    assert found, "the web page is tested in a real browser: install Chromium (Debian: apt-get install chromium)"
    return found


class Page:
    """One browser with one page. `events` are what the browser told unasked, `requests` the addresses it asked for."""

    def __init__(self, profile: Path) -> None:
        self.events: list[dict[str, Any]] = []
        self._count, self._session, self._waiting = 0, "", b""
        theirs_in, self._ours_out = os.pipe()
        self._ours_in, theirs_out = os.pipe()
        # The browser reads from 3 and writes to 4; high numbers here, so that neither is overwritten on the way.
        high = [fcntl.fcntl(one, fcntl.F_DUPFD, 20) for one in (theirs_in, theirs_out)]
        command = f'exec "$0" "$@" 3<&{high[0]} 4>&{high[1]}'
        self._browser = subprocess.Popen(
            ["bash", "-c", command, find_chromium(), "--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--window-size=1280,900",
             "--disable-dev-shm-usage", "--remote-debugging-pipe", f"--user-data-dir={profile}", "about:blank"],
            pass_fds=high, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
        )  # fmt: skip
        for one in (theirs_in, theirs_out, *high):
            os.close(one)
        targets = self.tell("Target.getTargets")["targetInfos"]
        target = next(one["targetId"] for one in targets if one["type"] == "page")
        self._session = self.tell("Target.attachToTarget", targetId=target, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.tell(f"{domain}.enable")

    def close(self) -> None:
        self._session = ""
        self.tell("Browser.close")
        self._browser.wait(PATIENCE_SECONDS)
        os.close(self._ours_in)
        os.close(self._ours_out)

    def tell(self, method: str, **parameters: Any) -> dict[str, Any]:
        """One command; its answer."""
        self._count += 1
        message = {"id": self._count, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._ours_out, json.dumps(message).encode() + b"\0")
        while True:
            told = self._read()
            if told.get("id") == self._count:
                assert "error" not in told, told
                return told["result"]
            self.events.append(told)

    def _read(self) -> dict[str, Any]:
        while b"\0" not in self._waiting:
            ready, _, _ = select.select([self._ours_in], [], [], PATIENCE_SECONDS)
            assert ready, "the browser does not answer"
            more = os.read(self._ours_in, 1 << 20)
            assert more, "the browser has gone"
            self._waiting += more
        message, _, self._waiting = self._waiting.partition(b"\0")
        return json.loads(message)

    def open(self, address: str) -> None:
        """Goes to an address and waits until it is there."""
        self.events.clear()
        self.tell("Page.navigate", url=address)
        while not any(event.get("method") == "Page.loadEventFired" for event in self.events):
            self.events.append(self._read())

    def run(self, script: str) -> Any:
        """The value of a JavaScript expression in the page."""
        done = self.tell("Runtime.evaluate", expression=script, awaitPromise=True, returnByValue=True)
        assert "exceptionDetails" not in done, done
        return done["result"].get("value")

    def wait_for(self, script: str) -> None:
        """Waits until a JavaScript expression holds."""
        until = time.monotonic() + PATIENCE_SECONDS
        while not self.run(f"Boolean({script})"):
            assert time.monotonic() < until, f"never came true: {script}"
            time.sleep(0.02)

    def press(self, key: str, text: str = "") -> None:
        """One key of the keyboard."""
        codes = {"Tab": 9, "Enter": 13, "Escape": 27}
        keys = {"key": key, "code": key, "windowsVirtualKeyCode": codes[key]}
        self.tell("Input.dispatchKeyEvent", type="keyDown", text=text, **keys)
        self.tell("Input.dispatchKeyEvent", type="keyUp", **keys)

    def type(self, words: str) -> None:
        """Words, typed where the focus is."""
        self.tell("Input.insertText", text=words)

    @property
    def requests(self) -> list[str]:
        return [one["params"]["request"]["url"] for one in self._told("Network.requestWillBeSent")]

    @property
    def complaints(self) -> list[dict[str, Any]]:
        """Errors of the script and the page's policy, and whatever the console was told."""
        return [
            *self._told("Runtime.exceptionThrown"),
            *self._told("Log.entryAdded"),
            *self._told("Runtime.consoleAPICalled"),
        ]

    def _told(self, method: str) -> list[dict[str, Any]]:
        return [event for event in self.events if event.get("method") == method]
