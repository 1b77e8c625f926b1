"""A pseudonym in the form in which a name stands in a text. Pure.

What cannot be told is not guessed: the pseudonym then stands as it is called.
"""


def in_form_of(
    name_in_text: str, pseudonym: str, language: str, *, base: str = "", before: str = ""
) -> str:
    """The pseudonym in the form in which a name stands in a text; ``language`` is kk or ru.

    ``base`` is the name as it is called, where it is known: without it the form is read off the
    word alone. ``before`` is what stands before it in the sentence, by which Russian tells apart
    forms that look the same. Case, number and possession are kept, in Kazakh also «-жан» and
    what else is joined to a name («-дікі», «-дегі», «-дай»). Any other language: as it is called.
    """
    found, other = " ".join(name_in_text.split()), " ".join(pseudonym.split())
    if not found or not other:
        return other
    if language == "kk":
        from stories.moderation.wording.kazakh import told_like

        return told_like(found, other, base)
    if language == "ru":
        from stories.moderation.wording.russian import told_in_case_of

        return told_in_case_of(found, other, base, before)
    return other
