"""
The reference platform: the WARP API and NetSuite on this machine, made from their OpenAPI documents.

Every request and every reply is checked against the document, and every request that the WARP document shows as an
example works on a fresh sandbox. One rule: nothing outside the process is ever reached, and nothing outlives it.

    warp_sandbox.warp.app.create_app                  the WARP API under ``/v1``
    warp_sandbox.netsuite.app.create_netsuite_app    NetSuite REST web services under ``/services/rest``
    warp_sandbox.server.running                  either of them on a real loopback socket
    warp_sandbox.spec.examples.example_request        a request made from the document's examples
"""
