"""Writes an existing project: 60 model viewsets, 300 operations, plain serializers, no annotation.

`python tests/dayone/project.py FOLDER` writes it. The same bytes come out of each run.
"""

from __future__ import annotations

import sys
from pathlib import Path
from textwrap import indent

if __package__:
    from . import templates
else:  # as a script
    import templates

MODELS = {
    "orders": "Order OrderLine Cart CartItem Discount Coupon Complaint Gift Remark Approval",
    "catalog": "Product Category Brand Variant Price Picture Review Badge Bundle Supplier",
    "customers": "Customer Address Contact Segment Wish Membership Consent Reward Choice Referral",
    "shipping": "Shipment Parcel Carrier Warehouse Dock Pickup Route Stop Zone Delivery",
    "billing": "Invoice InvoiceLine Payment Refund Credit Tax Account Payout Dispute Plan",
    "support": "Ticket Message Attachment Agent Crew Macro Article Topic Answer Escalation",
}
CHOICES = (("open", "sent", "done"), ("draft", "live", "gone"), ("new", "old"))


def write_project(folder: Path) -> None:
    """Write the project into a folder."""
    apps = list(MODELS)
    named = "\n".join(f'    "{app}",' for app in apps)
    routes = "\n".join(f'    path("api/{app}/", include("{app}.urls")),' for app in apps)
    files = {
        "manage.py": templates.MANAGE,
        "pytest.ini": templates.PYTEST,
        "shop/__init__.py": "",
        "shop/settings.py": templates.SETTINGS.format(apps=named),
        "shop/urls.py": templates.URLS.format(routes=routes),
        "shop/tests.py": templates.TESTS.format(apps=apps),
        ".gitignore": "__pycache__/\nfiles/\n",
    }
    for number, app in enumerate(apps):
        files |= _app(app, MODELS[app].split(), number)
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def _app(app: str, models: list[str], number: int) -> dict[str, str]:
    """The files of an app by their paths."""
    facts = [
        {
            "app": app,
            "model": model,
            "name": snake(model),
            "children": plural(snake(model)),
            # A model refers to the one before it; the first refers to nothing.
            "Parent": models[place - 1] if place else "",
            "parent": snake(models[place - 1]) if place else "",
        }
        for place, model in enumerate(models)
    ]
    texts = {
        "models": templates.MODELS + "".join(_model(f, p, number) for p, f in enumerate(facts)),
        "serializers": _serializers(app, facts),
        "views": _views(app, facts),
        "urls": _urls(app, facts),
        "__init__": "",
    }
    return {f"{app}/{name}.py": text for name, text in texts.items()}


def snake(name: str) -> str:
    return "".join(f"_{c.lower()}" if c.isupper() else c for c in name).lstrip("_")


def plural(name: str) -> str:
    if name.endswith("y"):
        return f"{name[:-1]}ies"
    return f"{name}es" if name.endswith(("s", "sh", "x")) else f"{name}s"


def _model(facts: dict[str, str], place: int, number: int) -> str:
    groups = len(templates.FIELDS)
    fields = [templates.FIELDS[(number + place + step) % groups] for step in (0, 2, 5)]
    if place:
        fields.append(templates.PARENT.format(**facts))
    if _kind(place) == 4:
        fields.append(templates.OTHERS.format(**facts))
    values = CHOICES[(number + place) % len(CHOICES)]
    choices = [f'{value.upper()} = "{value}"' for value in values]
    return templates.MODEL.format(
        model=facts["model"],
        choices=indent("\n".join(choices), " " * 8),
        default=values[0],
        fields=indent("\n".join(fields), " " * 4),
    )


def _kind(place: int) -> int:
    return place % len(templates.KINDS)


def _serializers(app: str, facts: list[dict[str, str]]) -> str:
    models = ", ".join(sorted(f["model"] for f in facts))
    texts = [templates.SERIALIZERS.format(app=app, models=models)]
    for place, each in enumerate(facts):
        fields, meta, methods = (part.format(**each) for part in templates.KINDS[_kind(place)])
        parts = {
            "fields": indent(f"{fields}\n\n" if fields else "", " " * 4),
            "meta": indent(meta, " " * 8),
            "methods": indent(f"\n{methods}" if methods else "", " " * 4),
        }
        texts.append(templates.SERIALIZER.format(model=each["model"], **parts))
        if "ListSerializer" in templates.LINES[place]:
            texts.append(templates.SHORT_SERIALIZER.format(**each))
    return "".join(texts)


def _views(app: str, facts: list[dict[str, str]]) -> str:
    lists = [f["model"] for p, f in enumerate(facts) if "ListSerializer" in templates.LINES[p]]
    models = [f["model"] for f in facts]
    serializers = [f"{m}Serializer" for m in models] + [f"{m}ListSerializer" for m in lists]
    texts = [
        templates.VIEWS.format(
            app=app,
            models=", ".join(sorted(models)),
            serializers=", ".join(sorted(serializers)),
            first=models[0],
        )
    ]
    for place, each in enumerate(facts):
        base = templates.BASES[place]
        lines = [templates.LINES[place]]
        if base == templates.FULL and place not in templates.WITH_PUT:
            lines.insert(0, templates.NO_PUT)
        lines.append(templates.ACTIONS.get(place, ""))
        text = "\n".join(line.format(**each) for line in lines if line)
        lines_text = indent(f"{text}\n" if text else "", " " * 4)
        texts.append(templates.VIEWSET.format(model=each["model"], base=base, lines=lines_text))
    return "".join(texts)


def _urls(app: str, facts: list[dict[str, str]]) -> str:
    registered = "\n".join(
        f'router.register("{f["children"].replace("_", "-")}", views.{f["model"]}ViewSet)'
        for f in facts
    )
    return templates.APP_URLS.format(app=app, registered=registered)


if __name__ == "__main__":
    write_project(Path(sys.argv[1]))
