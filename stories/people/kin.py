"""What people are to each other, in words: «әжесі», «немересі», each from its own side."""

from flask_babel import lazy_gettext as _l

from stories.people.models import Tie

TIES = {
    Tie.GRANDMOTHER: _l("grandmother"),
    Tie.GRANDFATHER: _l("grandfather"),
    Tie.GRANDPARENT: _l("grandmother or grandfather"),
    Tie.GRANDCHILD: _l("grandchild"),
    Tie.MOTHER: _l("mother"),
    Tie.FATHER: _l("father"),
    Tie.PARENT: _l("mother or father"),
    Tie.CHILD: _l("son or daughter"),
    Tie.SIBLING: _l("brother or sister"),
    Tie.AUNT: _l("aunt"),
    Tie.UNCLE: _l("uncle"),
    Tie.AUNT_OR_UNCLE: _l("aunt or uncle"),
    Tie.NIECE_OR_NEPHEW: _l("niece or nephew"),
    Tie.COUSIN: _l("cousin"),
    Tie.SPOUSE: _l("wife or husband"),
    Tie.KIN: _l("of the same kin"),
    Tie.GUARDIAN: _l("guardian"),
    Tie.WARD: _l("child in their care"),
    Tie.TEACHER: _l("teacher"),
    Tie.PUPIL: _l("pupil"),
    Tie.NEIGHBOUR: _l("neighbour"),
    Tie.FRIEND: _l("friend"),
    Tie.OTHER: _l("somebody else close"),
}
