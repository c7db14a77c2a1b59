from django.urls import path
from orders.views import OrderEndpoint, OrdersEndpoint

urlpatterns = [
    path("api/orders/", OrdersEndpoint.as_view()),
    path("api/orders/<int:id>/", OrderEndpoint.as_view()),
]
