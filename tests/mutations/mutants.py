"""
Broken templates, and what they break.

One rule: a mutation is one mistake that somebody could make in a template; what it does to the generated client is
always importable.
"""

from __future__ import annotations

import attrs

CALLS = "calls/module.py.jinja"
MACROS = "macros.jinja"
MODELS = "models/domain.py.jinja"
RESOURCES = "resources/module.py.jinja"

_PARTS = '{{ call.parts | join(", ") }}'
_FIELDS = "{% for field in model.fields %}"
_DECLARED = 'view.keyword_params | map(attribute="declaration")'
_BOTH = ("sync", "async")


@attrs.frozen
class Mutation:
    """
    One mistake.

    Attributes:
        name: What is wrong, in words.
        cases: Methods whose replay has to notice it.
        template: Which template has it.
        edits: Text -> what stands there instead.
        flavours: In which of the two flavours it shows.
    """

    name: str
    cases: tuple[str, ...]
    template: str
    edits: dict[str, str]
    flavours: tuple[str, ...] = _BOTH

    @property
    def client(self) -> str:
        """The client that is generated with it."""
        return self.cases[0].partition("-")[0]


def _parts(old: str, new: str) -> dict[str, str]:
    return {_PARTS: f'{{{{ call.parts | join(", ") | replace("{old}", "{new}") }}}}'}


MUTATIONS = (
    Mutation(
        "wrong verb",
        ("customer-trunks.update", "customer-account.update"),
        CALLS,
        {"{{ call.method }}": '{{ call.method | replace("PATCH", "PUT") }}'},
    ),
    Mutation(
        "wrong path",
        ("admin-trunks.assign_partition",),
        CALLS,
        {"{{ call.path }}": '{{ call.path | replace("/partition", "/partitions") }}'},
    ),
    Mutation(
        "end of the path lost",
        ("customer-toll_free.get_status",),
        CALLS,
        {"{{ call.path }}": '{{ call.path | replace("/status", "") }}'},
    ),
    Mutation(
        "wrong query name",
        ("customer-trunks.list", "customer-cdrs.list"),
        CALLS,
        _parts("'limit':", "'per_page':"),
    ),
    Mutation("paging parameter dropped", ("admin-customers.list",), CALLS, _parts("'page': page, ", "")),
    Mutation("body field dropped", ("customer-trunks.create",), CALLS, _parts("'name': name, ", "")),
    Mutation("body field misnamed", ("customer-trunks.update",), CALLS, _parts("'max_channels':", "'maxChannels':")),
    Mutation("body not sent", ("customer-numbers.order",), CALLS, _parts("json=", "json={} and ")),
    Mutation("body of another kind", ("admin-rates.import_rates",), CALLS, _parts("multipart=", "form=")),
    Mutation("wrong multipart field", ("admin-providers.import_rates",), CALLS, _parts("'file':", "'upload':")),
    Mutation(
        "path parameters swapped",
        ("netsuite-customers.bulk_upsert",),
        CALLS,
        _parts("job_id, task_id", "task_id, job_id"),
    ),
    Mutation(
        "header lost",
        ("netsuite-customers.create",),
        CALLS,
        _parts("'X-NetSuite-PropertyNameValidation': 'Error'", ""),
    ),
    Mutation(
        "content type lost", ("netsuite-customers.bulk_upsert",), CALLS, _parts("media_type=", "media_type=None and ")
    ),
    Mutation(
        "wrong reply type",
        ("customer-trunks.get",),
        CALLS,
        {"{{ call.reply }}": '{{ call.reply | replace("(models.Trunk)", "(models.Balance)") }}'},
    ),
    Mutation(
        "list of another type",
        ("admin-trunks.list",),
        CALLS,
        {"{{ call.reply }}": '{{ call.reply | replace("(models.Trunk,", "(models.Rate,") }}'},
    ),
    Mutation(
        "credentials sent to the sign-in",
        ("customer-auth.login", "customer-auth.refresh"),
        CALLS,
        {"{% for setting in call.settings %}": '{% for setting in call.settings if "authenticated" not in setting %}'},
    ),
    Mutation(
        "idempotency key under another name",
        ("netsuite-customers.bulk_upsert",),
        CALLS,
        {"{% for setting in call.settings %}": '{% for setting in call.settings if "key_header" not in setting %}'},
    ),
    Mutation(
        "null instead of nothing",
        ("customer-trunks.create", "customer-messages.send_sms"),
        MACROS,
        {_DECLARED: f'{_DECLARED} | map("replace", "= UNSET", "= None")'},
    ),
    Mutation(
        "argument not handed on",
        ("customer-trunks.list",),
        RESOURCES,
        {"{{ method.arguments | join": '{{ method.arguments | map("replace", "=status", "=None") | join'},
        ("sync",),
    ),
    Mutation(
        "argument not handed on by the twin",
        ("customer-trunks.list",),
        RESOURCES,
        {"{{ method.async_arguments | join": '{{ method.async_arguments | map("replace", "=status", "=None") | join'},
        ("async",),
    ),
    Mutation(
        "another operation called",
        ("customer-payment_methods.set_default",),
        RESOURCES,
        {"_calls.{{ method.name }}(": '_calls.{{ method.name | replace("set_default", "delete") }}('},
    ),
    Mutation("reply not unpacked", ("admin-customers.get",), RESOURCES, {'").data"': '")"', '".data"': '""'}),
    Mutation(
        "wire names lost",
        ("netsuite-customers.get", "netsuite-invoices.get"),
        MODELS,
        {"{% if model.wire %}": "{% if false %}"},
    ),
    Mutation(
        "money as a float",
        ("customer-billing.get_balance", "customer-invoices.list"),
        MODELS,
        {"    {{ field.declaration }}": '    {{ field.declaration | replace("Decimal", "float") }}'},
    ),
    Mutation(
        "times left as text",
        ("customer-trunks.get", "customer-messages.list"),
        MODELS,
        {"    {{ field.declaration }}": '    {{ field.declaration | replace("Timestamp", "str") }}'},
    ),
    Mutation(
        "a write that may be repeated like a read",
        ("customer-billing.recharge", "customer-messages.send_sms"),
        CALLS,
        {"{{ call.safety }}": '{{ call.safety | replace("UNSAFE", "READ") }}'},
    ),
    Mutation(
        "field of a model lost",
        ("customer-trunks.get",),
        MODELS,
        {_FIELDS: '{% for field in model.fields if "tech_prefix" not in field.declaration %}'},
    ),
)
