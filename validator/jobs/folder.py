"""Messages as files in a folder: kombu's filesystem transport, with messages that appear and disappear at once.

kombu writes a message under its final name, so that a reader can meet half of one, and takes it through the
system's temporary folder, which may be another disk. Here both are one ``rename`` inside the broker's folder.
"""

import json
import uuid
from pathlib import Path
from time import time_ns
from typing import Any

from kombu.transport import filesystem
from kombu.transport.virtual import Empty


class Channel(filesystem.Channel):
    @property
    def folder(self) -> Path:
        return Path(self.data_folder_in)

    # kombu names the second parameter differently in two of its own classes.
    def _put(self, queue: str, payload: dict[str, Any], **kwargs: object) -> None:  # type: ignore[override]
        name = f"{time_ns()}_{uuid.uuid4()}"
        part = self.folder / f"{name}.part"
        try:
            part.write_text(json.dumps(payload), "utf-8")
            part.rename(self.folder / f"{name}.{queue}.msg")
        finally:
            part.unlink(missing_ok=True)

    def _get(self, queue: str, timeout: float | None = None) -> dict[str, Any]:
        for waiting in sorted(self.folder.glob(f"*.{queue}.msg")):
            mine = waiting.with_suffix(f".{uuid.uuid4()}.taken")
            try:
                waiting.rename(mine)
            except FileNotFoundError:
                continue  # another worker was faster
            payload: dict[str, Any] = json.loads(mine.read_text("utf-8"))
            mine.unlink()
            return payload
        raise Empty


class Transport(filesystem.Transport):
    Channel = Channel
