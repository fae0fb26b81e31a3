"""
A FastAPI application over the query layer: many visitors, one request to the platform.

    fastapi dev examples/trunk_board.py      # or: uvicorn --app-dir examples trunk_board:app

The rule: a page reads through the cache and a change goes through it too, so that the next page shows the change.
"""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from decimal import Decimal
from typing import Annotated, Any

from fastapi import Depends, FastAPI, Request
from fastapi.responses import JSONResponse
from pydantic import BaseModel

from warp_client_core.query import AsyncQueryClient
from warp_customer import ApiError, AsyncCustomerClient


class TrunkRow(BaseModel):
    """A trunk as the board shows it."""

    id: str
    name: str
    status: str


class NewTrunk(BaseModel):
    """What somebody typed into the form."""

    name: str


@asynccontextmanager
async def lifespan(app: FastAPI) -> AsyncIterator[None]:
    """One client and one cache for the life of the process; settings come from the environment."""
    async with AsyncCustomerClient() as client, AsyncQueryClient(client) as queries:
        app.state.queries = queries
        yield


app = FastAPI(title="Trunk board", lifespan=lifespan)


def queries_of(request: Request) -> Any:
    """The cache that all requests share."""
    return request.app.state.queries


Queries = Annotated[Any, Depends(queries_of)]


@app.exception_handler(ApiError)
async def refused(_request: Request, error: ApiError) -> JSONResponse:
    """What the platform refused keeps its status, and the id by which support finds it."""
    return JSONResponse({"detail": error.message, "request_id": error.request_id}, error.status_code)


@app.get("/trunks")
async def trunks(queries: Queries) -> list[TrunkRow]:
    page = await queries.trunks.list(limit=100)
    return [TrunkRow(id=one.id, name=one.name, status=one.status) for one in page.items]


@app.post("/trunks", status_code=201)
async def create_trunk(new: NewTrunk, queries: Queries) -> TrunkRow:
    made = await queries.trunks.create(name=new.name)  # and the lists are obsolete
    return TrunkRow(id=made.id, name=made.name, status=made.status)


@app.get("/balance")
async def balance(queries: Queries) -> dict[str, Decimal | str]:
    known = await queries.billing.get_balance()
    return {"balance": known.current_balance, "currency": known.currency}
