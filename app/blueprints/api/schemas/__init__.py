"""What the JSON API takes and gives: these types validate the requests and make `/api/openapi.json`."""
