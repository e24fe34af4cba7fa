"""Reading synthesised templates: resources by type, routes by function, policies by role."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Resource = dict[str, Any]
Statement = dict[str, Any]


@dataclass(frozen=True)
class Template:
    """One stack's template."""

    body: dict[str, Any]

    def of_type(self, kind: str) -> dict[str, Resource]:
        return {name: one for name, one in self.body["Resources"].items() if one["Type"] == kind}

    def only(self, kind: str) -> Resource:
        (one,) = self.of_type(kind).values()
        return one

    def function(self, name: str) -> tuple[str, Resource]:
        """The function whose handler is `functions/<name>`, with its logical id."""
        ((logical_id, one),) = [
            (logical_id, one)
            for logical_id, one in self.of_type("AWS::Lambda::Function").items()
            if one["Properties"]["Handler"] == f"functions/{name}"
        ]
        return logical_id, one["Properties"]

    def statements(self, handler: str) -> list[Statement]:
        """Every statement of the role of `functions/<handler>`."""
        _, function = self.function(handler)
        role = function["Role"]["Fn::GetAtt"][0]
        policies = [one["Properties"] for one in self.of_type("AWS::IAM::Policy").values()]
        own = [policy for policy in policies if {"Ref": role} in policy["Roles"]]
        return [statement for policy in own for statement in policy["PolicyDocument"]["Statement"]]

    def all_statements(self) -> Iterator[tuple[str, Statement]]:
        """Every statement of every role, with the logical id of its policy."""
        for name, policy in self.of_type("AWS::IAM::Policy").items():
            for statement in policy["Properties"]["PolicyDocument"]["Statement"]:
                yield name, statement


@dataclass(frozen=True)
class Routes:
    """The API's methods as templates hold them: in the service's own stack, and in those nested in it."""

    templates: dict[str, Template]

    def by_function(self) -> dict[str, set[tuple[str, str]]]:
        """The method and path of each, by the logical id of the function behind it."""
        service = self.templates["Service"]
        found: dict[str, set[tuple[str, str]]] = {}
        for template, given in [(service, {}), *self._nested(service)]:
            for method in template.of_type("AWS::ApiGateway::Method").values():
                properties = method["Properties"]
                parts = [_meant(part, given) for part in properties["Integration"]["Uri"]["Fn::Join"][1]]
                (function,) = [part["Fn::GetAtt"][0] for part in parts if "Fn::GetAtt" in part]
                path = self._path(template, properties["ResourceId"], given)
                found.setdefault(function, set()).add((properties["HttpMethod"], path or "/"))
        return found

    def _nested(self, service: Template) -> Iterator[tuple[Template, dict[str, Any]]]:
        """Each nested template with what the service's own stack gives it."""
        for logical_id, one in service.of_type("AWS::CloudFormation::Stack").items():
            begins = f"Service{logical_id.partition('NestedStack')[0]}"
            (template,) = [found for name, found in self.templates.items() if name.startswith(begins)]
            yield template, one["Properties"]["Parameters"]

    def _path(self, template: Template, reference: Any, given: dict[str, Any]) -> str:
        if "Fn::GetAtt" in reference:  # the API's root
            return ""
        if reference["Ref"] in given:
            return self._path(self.templates["Service"], given[reference["Ref"]], {})
        properties = template.of_type("AWS::ApiGateway::Resource")[reference["Ref"]]["Properties"]
        return f"{self._path(template, properties['ParentId'], given)}/{properties['PathPart']}"


def _meant(part: Any, given: dict[str, Any]) -> Any:
    """What a nested template means: a reference to what it is given is that."""
    return given.get(part["Ref"], part) if isinstance(part, dict) and "Ref" in part else part


def read_templates(folder: Path) -> dict[str, Template]:
    """The templates of a cloud assembly by the construct name of their stack."""
    return {
        path.name.partition(".")[0]: Template(json.loads(path.read_text()))
        for path in folder.glob("*.template.json")
    }


def listed(value: Any) -> list[Any]:
    """A policy's action or resource as a list, however CloudFormation writes it."""
    return value if isinstance(value, list) else [value]
