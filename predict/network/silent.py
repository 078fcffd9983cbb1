"""onnxruntime, told to be silent before it is imported.

It otherwise keeps a device id and a database of events under the home folder, and sends them.
"""

import os

os.environ["ORT_DISABLE_TELEMETRY"] = "1"

import onnxruntime

__all__ = ["onnxruntime"]
