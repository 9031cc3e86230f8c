"""A body that a call may leave out."""

from __future__ import annotations

from typing import TypeVar

from pydantic import BaseModel, ValidationError
from quart import request
from quart_schema import RequestSchemaValidationError

ModelT = TypeVar("ModelT", bound=BaseModel)


async def optional_body(model: type[ModelT]) -> ModelT:
    """The JSON of the request as `model`, or its defaults where nothing was sent.

    Raises:
        WrongType: the body is of another type.
        Invalid: it is not JSON.
        RequestSchemaValidationError: it has another shape (answered with 400).
    """
    if not (await request.get_data()).strip():
        return model()
    try:
        return model.model_validate(await request.get_json())
    except ValidationError as error:
        raise RequestSchemaValidationError(error) from error
