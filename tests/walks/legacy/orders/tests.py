from rest_framework.test import APIClient


def test_retrieve():
    for id in (1, 2):
        assert APIClient().get(f"/api/orders/{id}/").json()["id"] == id


def test_retrieve_nothing():
    assert APIClient().get("/api/orders/9/").status_code == 404


def test_list():
    assert len(APIClient().get("/api/orders/").json()) == 2
