"""What reaches the logs: events and places in the code, never the content of a file or of a request."""

import logging
import traceback


class WithoutContent(logging.Filter):
    """Reduce an exception to its type and where it was raised.

    The text of an exception, and the request line of a failed request, may hold a patient's name or a file's.
    """

    def filter(self, record: logging.LogRecord) -> bool:
        if record.exc_info and record.exc_info[1] is not None:
            error = record.exc_info[1]
            frames = traceback.extract_tb(error.__traceback__)
            place = f" at {frames[-1].filename}:{frames[-1].lineno}" if frames else ""
            said = str(record.msg).partition("%")[0].partition(":")[0].strip() or "an error"
            record.msg = f"{said}: {type(error).__name__}{place}"
            record.args = ()
            record.exc_info = record.exc_text = None
        elif record.name == "django.request":
            record.msg, record.args = "request answered with status %s", (getattr(record, "status_code", "?"),)
        return True
