"""The only place that reads: documents, manifests, templates and hand-written files become values here."""
