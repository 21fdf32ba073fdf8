"""The REST API, `/api/v1/`: HTTP on the outside, services on the inside."""
