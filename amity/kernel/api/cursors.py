"""Cursors: the edge of a page, signed, good for one list only."""

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest
from django.utils.translation import gettext as _

from amity.kernel.commands import Invalid

MOST = 200
USUAL = 50


def cursor_of(token: str | None, fingerprint: str) -> str | None:
    """The cursor of a page's edge; `fingerprint` says which list it is of (kind, order, filter)."""
    return Signer(salt=f"api.cursor {fingerprint}").sign(token) if token else None


def token_in(cursor: str, fingerprint: str) -> str | None:
    """The edge a cursor means; None for none, Invalid for one of another list, or made up."""
    if not cursor:
        return None
    try:
        return Signer(salt=f"api.cursor {fingerprint}").unsign(cursor)
    except BadSignature:
        raise Invalid(
            "cursor.bad",
            _("This cursor is damaged, or of another list. Start again without a cursor."),
            "cursor",
        ) from None


def next_link(request: HttpRequest, cursor: str | None) -> dict[str, str]:
    """The header that leads on."""
    if cursor is None:
        return {}
    query = request.GET.copy()
    query["cursor"] = cursor
    return {"Link": f'<{request.path}?{query.urlencode()}>; rel="next"'}
