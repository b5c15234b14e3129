"""Export to ONNX with the weights stored as 16-bit floats and widened to 32 bits when the file is loaded.

Halves the file. Arithmetic stays in 32 bits; the rounding of a weight (1 in 2,000) is far below what training
leaves uncertain, and tools/evaluateSegmentation.ts measures the exported file, not the network in memory.
"""

import warnings

import numpy as np
import onnx
import torch
from onnx import numpy_helper

SMALLEST_STORED_NARROW = 256


def export(module, file, outputs, size=256):
    """Writes `module` (one input `frame` [1,1,size,size]) to `file`."""
    module.eval()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module, torch.rand(1, 1, size, size), file, opset_version=13, input_names=["frame"], output_names=outputs
        )
    model = onnx.load(file)
    casts, stored = [], []
    for tensor in model.graph.initializer:
        values = numpy_helper.to_array(tensor)
        if values.dtype != np.float32 or values.size < SMALLEST_STORED_NARROW or np.abs(values).max() > 60000:
            stored.append(tensor)
            continue
        stored.append(numpy_helper.from_array(values.astype(np.float16), f"{tensor.name}.half"))
        casts.append(onnx.helper.make_node("Cast", [f"{tensor.name}.half"], [tensor.name], to=onnx.TensorProto.FLOAT))
    nodes = casts + list(model.graph.node)
    del model.graph.initializer[:], model.graph.node[:]
    model.graph.initializer.extend(stored)
    model.graph.node.extend(nodes)
    onnx.checker.check_model(model)
    onnx.save(model, file)
