from rest_framework import serializers
from rest_framework.exceptions import NotFound
from rest_framework.generics import GenericAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

ORDERS = {
    1: {"state": "open", "items": [{"name": "Lamp", "price": 25}], "paid_at": None},
    2: {"state": "sent", "items": [], "paid_at": "2026-11-02T10:30:00Z", "note": "Ring twice."},
}


def order(id):
    customer = {"email": "grace@hopper.org", "token": "k3y"}
    return {"id": id, "customer": customer, **ORDERS[id]}


class OrderEndpoint(APIView):
    def get(self, request, id):
        if id not in ORDERS:
            raise NotFound
        return Response(order(id))


class OrderForm(serializers.Serializer):
    note = serializers.CharField(help_text="What the driver should know.")


class OrdersEndpoint(GenericAPIView):
    serializer_class = OrderForm

    def get(self, request):
        return Response([order(id) for id in ORDERS])

    def post(self, request):
        return Response(order(1), status=201)
