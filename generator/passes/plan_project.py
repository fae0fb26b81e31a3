"""plan, project: what makes the output an installable project: package, pyproject, readme."""

from __future__ import annotations

from generator.model import ir
from generator.model.layout import Layout, Mixin, Overlay
from generator.model.settings import ClientSettings
from generator.model.views import Import, LazyPackage, MethodRow, PackageModule, Planned, ProjectFiles
from generator.passes.plan_operations import public
from generator.passes.types import reply_annotation
from generator.passes.wording import wrap
from generator.release.versions import core_range

ABI = 1
CORE = "warp-client-core"
_ERRORS = (
    "ApiConnectionError", "ApiError", "ApiTimeoutError", "AuthenticationError", "BadRequestError", "ConflictError",
    "DeckValidationError", "NotFoundError", "OutcomeUnknownError", "PaginationStalledError", "PermissionDeniedError",
    "RateLimitError", "ReauthenticationRequired", "ResponseDecodeError", "ServerError", "StreamError",
    "TokenRefreshError", "TokenStoreError", "UnprocessableEntityError", "UploadError", "WarpError",
    "WebhookVerificationError",
)  # fmt: skip
_CORE = (
    "UNSET", "ApiResponse", "AsyncListing", "AsyncPage", "Call", "FileTokenStore", "GoogleIdentityAuth",
    "MemoryTokenStore", "Page", "PaginationMeta", "RawEvent", "RedisTokenStore", "RequestOptions", "ResponseMeta",
    "SQLiteTokenStore", "SecondFactor", "TokenStore", "Tokens", "Unset",
)  # fmt: skip


def plan_errors(path: str) -> Planned:
    """The errors of core under the client's own name."""
    doc = "The errors of every WARP client: one tree, whichever client raises them."
    view = LazyPackage(doc=doc, imports=(Import("warp_client_core.errors", _ERRORS),), where=(), modules=())
    return Planned(path, "package/errors.py.jinja", view)


def plan_package(settings: ClientSettings, overlays: tuple[Overlay, ...], path: str) -> Planned:
    """The package's ``__init__``: light to import, everything found when asked for."""
    view = PackageModule(
        client=settings.client,
        summary=settings.summary,
        distribution=settings.distribution,
        version=settings.version,
        abi=ABI,
        exports=(
            Import("warp_client_core", tuple(sorted((*_CORE, *_ERRORS)))),
            *(Import(f".overlays.{one.name}", tuple(sorted(one.exports))) for one in overlays if one.exports),
        ),
    )
    return Planned(path, "package/root.py.jinja", view)


def plan_project(api: ir.Api, layout: Layout, settings: ClientSettings, overlays: tuple[Overlay, ...]) -> list[Planned]:
    """``pyproject.toml`` and ``README.md``."""
    view = ProjectFiles(
        distribution=settings.distribution,
        package=settings.package,
        client=settings.client,
        summary=settings.summary,
        version=settings.version,
        core_range=f"{CORE}{core_range(settings.core_version)}",
        extras=tuple((name, f"{CORE}[{name}]{core_range(settings.core_version)}") for name in settings.extras),
        description=tuple(wrap(api.description)),
        rows=method_rows(layout),
        construct=settings.example,
        example=_example(layout),
        environment=tuple(settings.environment.items()),
        trial=settings.trial,
        overlays=tuple((overlay.name, overlay.why) for overlay in overlays),
        audience=settings.audience,
        commands=_commands(settings, overlays),
    )
    return [
        Planned("pyproject.toml", "project/pyproject.toml.jinja", view),
        Planned("README.md", "project/README.md.jinja", view),
    ]


def _commands(settings: ClientSettings, overlays: tuple[Overlay, ...]) -> tuple[tuple[str, str], ...]:
    """Each command of the client's overlays, and where its function is."""
    found = [(str(one["name"]), overlay.name, str(one["function"])) for overlay in overlays for one in overlay.commands]
    return tuple(sorted((name, f"{settings.package}.overlays.{home}.{function}") for name, home, function in found))


def method_rows(layout: Layout) -> tuple[MethodRow, ...]:
    """Every public method of the client: generated ones with their request, those of overlays by name."""
    rows = []
    for mixin in layout.mixins:
        rows += [_overlay_row(mixin, name, doc) for name, doc in mixin.adds]
    for resource in public(layout):
        for method in resource.methods:
            if not method.operation.internal:
                operation = method.operation
                request = f"{operation.method} {operation.path}"
                returns = reply_annotation(operation.reply)
                call = f"{resource.name}.{method.name}"
                rows.append(MethodRow(call, operation.summary, request, returns, operation.safety))
        for mixin in resource.mixins:
            rows += [_overlay_row(mixin, f"{resource.name}.{name}", doc) for name, doc in mixin.adds]
    return tuple(sorted(rows, key=lambda row: ("." in row.call, row.call)))


def _overlay_row(mixin: Mixin, call: str, doc: str) -> MethodRow:
    return MethodRow(call, doc or f"overlay {mixin.overlay}", f"overlay {mixin.overlay}", "", "")


def _example(layout: Layout) -> str:
    """The simplest call there is: without arguments by preference, then a read, then a list."""
    candidates = [
        (
            _needs_arguments(method.operation),
            method.operation.safety != "read",
            method.operation.reply.kind not in ("page", "has_more"),
            f"{resource.name}.{method.name}",
        )
        for resource in public(layout)
        for method in resource.methods
        if not method.operation.internal
    ]
    if not candidates:
        return "settings"
    needs_arguments, _, _, call = min(candidates)
    return f"{call}(...)" if needs_arguments else f"{call}()"


def _needs_arguments(operation: ir.Operation) -> bool:
    given = (*operation.query, *operation.headers, *(operation.body.fields if operation.body else ()))
    return bool(operation.path_fields) or any(field.required for field in given)
