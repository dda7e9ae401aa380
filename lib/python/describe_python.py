"""Say in JSON what this Python is. Also valid for Python 2, so that one that is too old can be named."""

import json
import sys


def has(name):
    try:
        __import__(name)
        return True
    except ImportError:
        return False


print(
    json.dumps(
        {
            "executable": sys.executable,
            "version": "%d.%d.%d" % sys.version_info[:3],
            "canMakeVenv": has("venv") and has("ensurepip"),
        }
    )
)
