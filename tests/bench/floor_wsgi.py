"""What the server loads for the floor."""

import os

os.environ["DJANGO_SETTINGS_MODULE"] = "tests.bench.floor_settings"

from django.core.wsgi import get_wsgi_application

application = get_wsgi_application()
