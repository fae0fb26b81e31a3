"""The documents, looked things up in: operations, schemas, examples."""
