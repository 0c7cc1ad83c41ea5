"""System checks: mistakes of a deployment, said with a hint before anything starts."""

import ipaddress
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.checks import CheckMessage, Error, Tags, Warning, register
from django.db import connection


def is_loopback(host: str) -> bool:
    """Whether an address to listen on can be reached from this machine only."""
    if host == "localhost":
        return True
    try:
        return ipaddress.ip_address(host.strip("[]")).is_loopback
    except ValueError:
        return False


@register(Tags.security)
def open_to_others(**_: Any) -> list[CheckMessage]:
    """Without accounts nobody is asked who they are, so only this machine may ask."""
    if settings.ACCOUNTS or is_loopback(settings.HOST):
        return []
    return [
        Error(
            f"It would listen on {settings.HOST}, where other machines reach it, without asking who they are.",
            hint="Set DICOMCHECK_ACCOUNTS=True and make an administrator with 'createsuperuser', "
            "or set DICOMCHECK_HOST=127.0.0.1.",
            id="validator.E001",
        )
    ]


@register(Tags.security)
def any_host(**_: Any) -> list[CheckMessage]:
    if "*" not in settings.ALLOWED_HOSTS:
        return []
    return [
        Error(
            "DICOMCHECK_ALLOWED_HOSTS contains '*', which switches the check of the Host header off.",
            hint="Name the hosts under which people reach it, separated by commas.",
            id="validator.E002",
        )
    ]


@register(Tags.security)
def debug_with_accounts(**_: Any) -> list[CheckMessage]:
    if not (settings.DEBUG and (settings.ACCOUNTS or not is_loopback(settings.HOST))):
        return []
    return [
        Error(
            "DICOMCHECK_DEBUG is on while others can reach it: error pages would show patients' data.",
            hint="Leave DICOMCHECK_DEBUG out.",
            id="validator.E003",
        )
    ]


@register(Tags.database)
def embedded_halves(**_: Any) -> list[CheckMessage]:
    """A broker for many machines with a database for one would work until the second machine starts."""
    embedded_database = connection.vendor == "sqlite"
    if embedded_database == settings.EMBEDDED_BROKER:
        return []
    return [
        Warning(
            "Of database and broker one is embedded and the other is not.",
            hint="Set both DICOMCHECK_DATABASE_URL and DICOMCHECK_BROKER_URL to use several machines.",
            id="validator.W001",
        )
    ]


@register(Tags.security)
def own_data_offered(**_: Any) -> list[CheckMessage]:
    """Who may choose a folder could read what others sent, and the secret, where these lie below it."""
    kept = [settings.DATA, *([settings.SPOOL_FOLDER] if settings.SPOOL == "folder" else [])]
    return [
        Error(
            f"DICOMCHECK_IMPORT_FOLDERS allows {folder}, and the program's own data in {own} overlap with it.",
            hint="Allow only folders that hold what may be imported, and keep DICOMCHECK_DATA elsewhere.",
            id="validator.E004",
        )
        for folder in settings.IMPORT_FOLDERS
        for own in kept
        if _overlap(folder.resolve(), own.resolve())
    ]


@register(Tags.files)
def folders_there(**_: Any) -> list[CheckMessage]:
    return [
        Warning(
            f"DICOMCHECK_IMPORT_FOLDERS allows {folder}, which is no folder that can be seen now.",
            hint="Mount it on every machine that runs the web or a worker, or take it out of the list.",
            id="validator.W002",
        )
        for folder in settings.IMPORT_FOLDERS
        if not folder.is_dir()
    ]


def _overlap(one: Path, other: Path) -> bool:
    return one.is_relative_to(other) or other.is_relative_to(one)
