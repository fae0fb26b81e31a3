"""
A TCP proxy that fails on purpose, between a client and a server on this machine.

What it is for: a test that says how often a request reaches the server when the network fails at a certain point.
Every fault is a value, given in advance; what the proxy saw can be counted afterwards, per path. One rule: it
listens on the loopback interface only, every wait is bounded, and it ends by itself.

    warp_sandbox.proxy.server.FaultProxy     the proxy, a context manager
    warp_sandbox.proxy.faults                what can go wrong
    warp_sandbox.proxy.record                what was seen
    warp_sandbox.proxy.thread.LoopThread     a thread with an event loop and an end, for further servers of tests
    warp_sandbox.proxy.framing               where a message of HTTP/1.1 ends

## Why a proxy of our own

Toxiproxy has no server that installs from a package registry, and it cuts by time and by byte, not by part of a
message. Here a fault names the part: within the request, before the reply, within its head, within its body. The
price is that messages are held in memory whole. Reopen when faults beneath TCP (loss, delay of packets) are wanted.
"""
