"""What is wrong with a schema or an answer, in the person's words."""

from PySide6.QtCore import QCoreApplication

from app.domain.json_answer import path_text
from app.services.schemas import SchemaFault, SchemaProblem, Violation


def problem_words(problem: SchemaProblem) -> str:
    """One sentence that says where and what."""
    translate = QCoreApplication.translate
    match problem.fault:
        case SchemaFault.NO_JSON if problem.line:
            text = translate("SchemaWords", "Line {line}, character {column}: no JSON ({reason})")
            return text.format(line=problem.line, column=problem.column, reason=problem.reason)
        case SchemaFault.NO_JSON:
            return translate("SchemaWords", "No JSON: {reason}").format(reason=problem.reason)
        case SchemaFault.NO_OBJECT:
            return translate("SchemaWords", "A schema begins with { and ends with }.")
        case SchemaFault.REFERENCE:
            text = translate("SchemaWords", "The reference {reason} leads nowhere inside of the schema.")
            return text.format(reason=problem.reason)
        case SchemaFault.NO_SCHEMA:
            text = translate("SchemaWords", "No JSON schema at {path}: {reason}")
            return text.format(path=path_text(problem.steps), reason=problem.reason)


def violation_words(violation: Violation) -> str:
    """What the schema wants at a place, and what stands there."""
    text = _sentence(violation.keyword) or "{reason}"
    return (
        text.replace("{wanted}", violation.wanted)
        .replace("{found}", violation.found)
        .replace("{reason}", violation.reason)
    )


def _sentence(keyword: str) -> str:
    translate = QCoreApplication.translate
    sentences = {
        "required": translate("SchemaWords", "“{wanted}” is missing"),
        "type": translate("SchemaWords", "should be {wanted}, is {found}"),
        "enum": translate("SchemaWords", "should be one of {wanted}, is {found}"),
        "const": translate("SchemaWords", "should be {wanted}, is {found}"),
        "minimum": translate("SchemaWords", "should be at least {wanted}, is {found}"),
        "maximum": translate("SchemaWords", "should be at most {wanted}, is {found}"),
        "exclusiveMinimum": translate("SchemaWords", "should be more than {wanted}, is {found}"),
        "exclusiveMaximum": translate("SchemaWords", "should be less than {wanted}, is {found}"),
        "minLength": translate("SchemaWords", "should have at least {wanted} characters: {found}"),
        "maxLength": translate("SchemaWords", "should have at most {wanted} characters: {found}"),
        "minItems": translate("SchemaWords", "should have at least {wanted} items"),
        "maxItems": translate("SchemaWords", "should have at most {wanted} items"),
        "uniqueItems": translate("SchemaWords", "holds the same item twice"),
        "pattern": translate("SchemaWords", "should look like {wanted}, is {found}"),
        "format": translate("SchemaWords", "should be a {wanted}, is {found}"),
        "additionalProperties": translate(
            "SchemaWords", "holds fields that the schema does not know ({reason})"
        ),
    }
    return sentences.get(keyword, "")
