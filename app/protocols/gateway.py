"""What gateways differ in, as it enters a request."""

from app.wire.request import Auth


def auth_of(name: str) -> Auth:
    """How a gateway wants its key; names that this version does not know count as Bearer."""
    try:
        return Auth(name)
    except ValueError:
        return Auth.BEARER
