"""In whose name an official signs: the first lines of the signature block (Nghị định 30/2020, art. 13)."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from .wording import capitals


class SignedAs(TextChoices):
    """How the signature block begins."""

    HEAD = "head", _("As head, in the own name")
    ON_BEHALF_OF = "on_behalf_of", _("On behalf of the People's Committee (TM.)")
    ON_BEHALF_FOR_HEAD = (
        "on_behalf_for_head",
        _("On behalf of the People's Committee, for its Chair (TM., KT.)"),
    )
    FOR_HEAD = "for_head", _("For the head (KT.)")
    BY_ORDER = "by_order", _("By order of the head (TL.)")
    UNDER_AUTHORITY = "under_authority", _("Under the head's written authority (TUQ.)")
    ACTING = "acting", _("As acting head (Q.)")


def signature_lines(*, signed_as: str, title: str, body: str = "", head_title: str = "") -> tuple[str, ...]:
    """Return the lines above the signature, in capitals.

    Arguments:
        signed_as: a value of `SignedAs`.
        title: the signer's own title, for example "Phó Chủ tịch".
        body: the collective body for which is signed (TM.), for example "Ủy ban nhân dân".
        head_title: the title of the head for whom is signed (KT., TL., TUQ.), for example "Chủ tịch".
    """
    lines = {
        SignedAs.HEAD: (title,),
        SignedAs.ON_BEHALF_OF: (f"TM. {body}", title),
        SignedAs.ON_BEHALF_FOR_HEAD: (f"TM. {body}", f"KT. {head_title}", title),
        SignedAs.FOR_HEAD: (f"KT. {head_title}", title),
        SignedAs.BY_ORDER: (f"TL. {head_title}", title),
        SignedAs.UNDER_AUTHORITY: (f"TUQ. {head_title}", title),
        SignedAs.ACTING: (f"Q. {title}",),
    }
    return tuple(capitals(line) for line in lines[SignedAs(signed_as)])
