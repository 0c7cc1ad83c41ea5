"""How much memory a process ever held."""

from pathlib import Path


def peak_mib() -> float:
    """Of this process since its program was started, in MiB.

    Read from the kernel's own account: ``getrusage`` also counts what the parent held when it forked.
    """
    status = Path("/proc/self/status").read_text(encoding="ascii")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024
