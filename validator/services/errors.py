"""What a service answers instead of a result: always with a sentence that says what to do."""


class ServiceError(Exception):
    """The text is for the person who asked."""

    status = 400
    """The HTTP status that fits (RFC 9110 15.5, 15.6)."""


class Invalid(ServiceError):
    """What was asked for makes no sense."""


class NotFound(ServiceError):
    """There is no such thing, or not for this actor: the two are not told apart."""

    status = 404


class Forbidden(ServiceError):
    """The actor may see it, but not do this with it."""

    status = 403


class Sealed(ServiceError):
    """The captures are sealed: an analysis has read them, or is doing so."""

    status = 409


class Outdated(ServiceError):
    """What was stored has a shape that this version does not read any more."""

    status = 410


class TooLarge(ServiceError):
    """More than this installation takes at once."""

    status = 413


class Full(ServiceError):
    """There is no room on the disk."""

    status = 507
