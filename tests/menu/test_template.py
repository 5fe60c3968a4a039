"""Texts with slots: what is known of them before they are spoken, and what is refused."""

from __future__ import annotations

import re

import pytest

from ivr.menu.template import TemplateFault, expression, template


@pytest.mark.parametrize(
    ("text", "paths"),
    [
        ("{{ a }} {{ b.c }}", {("a",), ("b",), ("b", "c")}),
        ("{% if a is none %}{{ b }}{% endif %}", {("a",), ("b",)}),
        ("{% for a in b.c %}{{ a }}{{ d }}{% endfor %}", {("b",), ("b", "c"), ("d",)}),
        ("{% set a = b %}{{ a['c'] }}", {("b",)}),
        ("{{ 1 + 1 }}", set()),
    ],
)
def test_the_slots_of_a_text(text: str, paths: set[tuple[str, ...]]) -> None:
    slots = template(text, "ru").slots
    assert slots.paths == paths
    assert slots.variables == {path[0] for path in paths}


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("{{ a is strange }}", "`is strange`"),
        ("{% if a %}{{ b if c is strange }}{% endif %}", "`is strange`"),
        ("{% include 'other' %}", "stands alone"),
        ("{% block a %}{% endblock %}{% block a %}{% endblock %}", "stands alone"),
        ("{{ " + "(" * 400 + "1" + ")" * 400 + " }}", "nested too deeply"),
        ("{% for a in b %}" * 25 + "{% endfor %}" * 25, "nested too deeply"),
        ("{{ " + "+".join(["1"] * 3000) + " }}", "nested too deeply"),
    ],
)
def test_a_text_that_is_refused(text: str, message: str) -> None:
    with pytest.raises(TemplateFault, match=message):
        template(text, "ru")


@pytest.mark.parametrize("source", ["a }} b {{ c", "a is strange", "a b", ""])
def test_an_expression_that_is_refused(source: str) -> None:
    with pytest.raises(TemplateFault):
        expression(source, "ru")


@pytest.mark.parametrize(
    ("text", "message", "hint"),
    [
        ("{{ a", "never closed", "`{{ name }}`"),
        ("{{ a }", "a brace is missing", "`{{ name }}`"),
        ("{% if a %}x", "`{% if … %}` is never closed", "`{% endif %}`"),
        ("{# x", "a note that is never closed", "`#}`"),
        ("{% fi a %}", "`{% fi … %}` is not known", "`{% if condition %}"),
        ("{{ a | }}", "a format is missing", "`{{ name | money }}`"),
        ("{{ a b }}", "`b` does not belong here", "a sign between them"),
        ("{{ }}", "a value is missing", "`balance`"),
        ("{{ a | money( }}", "a bracket is missing", "`)`"),
        ("{% if a = 1 %}x{% endif %}", "`=` stands where", "`==`"),
        ("{% if a AND b %}x{% endif %}", "`AND` is written in capitals", "small letters"),
        ("{% if a && b %}x{% endif %}", "not signs", "`and`"),
        ("{% if a || b %}x{% endif %}", "not signs", "`or`"),
        ("{% if a <> b %}x{% endif %}", "`<>` compares nothing", "`!=`"),
        ("{% if a == 'x %}y{% endif %}", "a quote is never closed", "`'text'`"),
        ("{% if a == “x” %}y{% endif %}", "`“` means nothing here", "straight quotes"),
    ],
)
def test_a_slip_is_told_with_what_to_write(text: str, message: str, hint: str) -> None:
    with pytest.raises(TemplateFault, match=re.escape(message)) as told:
        template(text, "ru")
    assert hint in told.value.hint


@pytest.mark.parametrize("name", ["items", "keys", "values", "get", "pop", "copy"])
def test_a_field_may_have_the_name_of_a_method(name: str) -> None:
    made = template("Всего {{ order." + name + " }}.", "ru")
    assert made.render({"order": {name: "пять"}}) == "Всего пять."
