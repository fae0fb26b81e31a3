"""Google's identity service on this machine: sign-in by password or custom token, second factors, renewals."""
