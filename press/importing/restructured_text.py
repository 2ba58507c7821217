"""reStructuredText -> HTML, by docutils, which may neither read other files nor put raw HTML in."""

from __future__ import annotations

from press.model.problem import ExitCode, Refusal


def rst_to_html(text: str) -> str:
    """Return the body of `text` as HTML. Raises Refusal (ENVIRONMENT) where docutils is not installed."""
    try:
        from docutils.core import publish_parts
    except ImportError as fault:
        hint = 'pip install "press-opinion[import]"'
        raise Refusal(
            "importing .rst needs docutils, which is not installed", code=ExitCode.ENVIRONMENT, hint=hint
        ) from fault
    settings = {
        "file_insertion_enabled": False,
        "raw_enabled": False,
        "report_level": 5,
        "halt_level": 5,
        "doctitle_xform": False,
        "initial_header_level": 2,
        "syntax_highlight": "none",
        "_disable_config": True,
        "line_length_limit": 1_000_000,
    }
    parts = publish_parts(text, writer="html5", settings_overrides=settings)
    return str(parts["body"])
