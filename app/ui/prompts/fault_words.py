"""What is wrong with a template, in the person's words."""

from PySide6.QtCore import QCoreApplication

from app.domain.template import TemplateError, TemplateFault, line_and_column


def fault_words(text: str, error: TemplateError) -> str:
    """One sentence that says where and what."""
    line, column = line_and_column(text, error.start)
    place = QCoreApplication.translate("TemplateFault", "Line {line}, character {column}: {sentence}")
    return place.format(line=line, column=column, sentence=_sentence(error.fault).format(what=error.what))


def _sentence(fault: TemplateFault) -> str:
    translate = QCoreApplication.translate
    match fault:
        case TemplateFault.NOT_CLOSED:
            return translate("TemplateFault", "these braces are not closed.")
        case TemplateFault.NAME_MISSING:
            return translate("TemplateFault", "a variable without a name.")
        case TemplateFault.NAME_INVALID:
            return translate(
                "TemplateFault", "“{what}” is no name: letters, digits, spaces, _ and - only, at most 40."
            )
        case TemplateFault.KIND_UNKNOWN:
            return translate("TemplateFault", "“{what}” is no kind. There are: long, number, choice(a|b|c).")
        case TemplateFault.CHOICES_MISSING:
            return translate("TemplateFault", "“{what}” needs choices: choice(a|b|c).")
        case TemplateFault.DEFAULT_NO_NUMBER:
            return translate("TemplateFault", "“{what}” is no number.")
        case TemplateFault.DEFAULT_NO_CHOICE:
            return translate("TemplateFault", "“{what}” is none of the choices.")
        case TemplateFault.TWO_KINDS:
            return translate("TemplateFault", "“{what}” has another kind further up.")
