"""What an installation promises of a case, looked up in its database and spool: ``python -m tests.soak.chaos_audit 1``.

Prints one JSON object; ``broken`` names every promise that was not kept. Files and marks whose time of grace has not
come yet are made old before it is looked what the sweeps leave behind.
"""

import json
import os
import sys
import time
from collections import Counter
from datetime import timedelta
from pathlib import Path
from typing import Any


def main() -> None:
    import django

    django.setup()
    print(json.dumps(audit(int(sys.argv[1]))))


def audit(case: int) -> dict[str, Any]:
    """Counts of what there is, and what is not as it should be."""
    from validator.models import Analysis, ChunkResult, File, Group, Instance, Job

    runs = Analysis.objects.filter(case=case).order_by("number")
    last = runs.last()
    assert last is not None
    received = File.objects.filter(capture__case=case)
    states = Counter(Instance.objects.filter(analysis=last).values_list("state", flat=True))
    jobs = Counter(Job.objects.filter(analysis__case=case).values_list("state", flat=True))
    losses = sum(Job.objects.filter(analysis__case=case).values_list("losses", flat=True))
    left = swept()
    broken = {
        "open jobs": jobs["due"] + jobs["running"],
        "jobs given up": jobs["failed"],
        "files without one instance": abs(received.count() - sum(states.values())),
        "instances without an end": states["waiting"],
        "instances left behind": states["crashed"],
        "runs that are not done": runs.exclude(state="done").count(),
        "results of jobs that are not done": ChunkResult.objects.exclude(job__state="done").count(),
        "runs without a report": sum(not Group.objects.filter(analysis=run).exists() for run in runs),
        "blobs that nothing names": left["orphans"],
        "blobs that are gone": left["missing"],
        "parts that stay": left["parts after"],
    }
    return {
        "files": received.count(),
        "states": states,
        "jobs": jobs,
        "losses": losses,
        "parts": left["parts before"],
        "blobs marked": left["marked"],
        "broken": {name: count for name, count in broken.items() if count},
    }


def swept() -> dict[str, int]:
    """What lies in the spool after all that retention promises to remove had its time."""
    from django.conf import settings
    from django.db.models.functions import Now

    from validator.intake import spool
    from validator.models import DoomedBlob, File, Pack
    from validator.services import retention

    parts = list(spool.incoming().iterdir())
    for part in parts:
        long_ago = time.time() - spool.PART_LIFETIME - 60
        os.utime(part, (long_ago, long_ago))
    marked = DoomedBlob.objects.count()
    DoomedBlob.objects.update(marked_at=Now() - timedelta(days=2))
    spool.sweep()
    while DoomedBlob.objects.exists():
        retention.sweep()
    root = Path(settings.STORAGES["spool"]["OPTIONS"]["location"])
    stored = {path.name for path in root.glob("[0-9a-f][0-9a-f]/*")}
    named = set(File.objects.exclude(sha256="").values_list("sha256", flat=True))
    named |= set(Pack.objects.values_list("sha256", flat=True))
    return {
        "orphans": len(stored - named),
        "missing": len(named - stored),
        "parts before": len(parts),
        "parts after": len(list(spool.incoming().iterdir())),
        "marked": marked,
    }


if __name__ == "__main__":
    main()
