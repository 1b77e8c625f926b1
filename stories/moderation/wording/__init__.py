"""How a name is written in a sentence: another one put in its place stands in the same form.

``in_form_of`` is all that others need; Kazakh is declined with qazaq-inflector and Russian with
pymorphy3, both loaded when the first name is asked about. Pure.
"""

from stories.moderation.wording.forms import in_form_of

__all__ = ["in_form_of"]
