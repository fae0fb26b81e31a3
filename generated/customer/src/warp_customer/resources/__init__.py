"""Methods by resource, in two flavours."""
