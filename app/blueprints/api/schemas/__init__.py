"""The typed declarations of the API: they validate requests and make `openapi.json`."""
