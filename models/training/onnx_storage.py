"""Weight-only storage of an ONNX file: 16-bit floats or 8-bit whole numbers on disk, 32-bit arithmetic in use.

    from onnx_storage import store
    store("network.onnx", "int8")              # 8 bits for convolutions and products, 16 bits for the rest
    store("network.onnx", "half")              # 16 bits for everything large
    store("network.onnx", "int8", keep={"head"})   # weights whose name contains "head" stay at 16 bits

or from a shell: `python3 onnx_storage.py network.onnx int8`. Works on any float32 file, whoever exported it.

8 bits: one scale per output channel, symmetric, the scale chosen for the least squared error (a clipped
outlier can cost less than a coarse grid); written as Cast, then Mul by the scale. DequantizeLinear says the
same, but ONNX Runtime leaves it in the graph and repeats it at every run (its constant folding skips
DequantizeLinear unless quantised operators are turned off; seen with onnxruntime-node 1.30), while Cast and
Mul of constants are folded once at load and leave exactly the graph of the 32-bit file.
"""

import sys

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

SMALLEST_STORED_NARROW = 256
# Below this many values the scales would eat what the 8 bits save, and small layers are the delicate ones.
SMALLEST_IN_8_BITS = 1024
CLIPS = (1.0, 0.95, 0.9, 0.85, 0.8, 0.7)


def quantise(values, axis):
    """float32 array → (int8 of the same shape, float32 scale with 1 for every axis but `axis`), least squares."""
    others = tuple(i for i in range(values.ndim) if i != axis)
    largest = np.abs(values).max(axis=others, keepdims=True)
    largest = np.where(largest == 0, 1, largest).astype(np.float64)
    best_error, best_scale = np.full(largest.shape, np.inf), largest / 127
    for clip in CLIPS:
        scale = largest * clip / 127
        rounded = np.clip(np.round(values / scale), -127, 127) * scale
        error = ((rounded - values) ** 2).sum(axis=others, keepdims=True)
        better = error < best_error
        best_error, best_scale = np.where(better, error, best_error), np.where(better, scale, best_scale)
    whole = np.clip(np.round(values / best_scale), -127, 127).astype(np.int8)
    return whole, best_scale.astype(np.float32)


def output_axes(graph):
    """Initialiser name → the axis of its output channels, for weights that only ever multiply."""
    axes, refused = {}, set()
    for node in graph.node:
        for place, name in enumerate(node.input):
            axis = None
            if node.op_type == "Conv" and place == 1:
                axis = 0
            elif node.op_type == "ConvTranspose" and place == 1:
                axis = 1
            elif node.op_type == "MatMul" and place == 1:
                axis = -1
            elif node.op_type == "Gemm" and place == 1:
                transposed = next((a.i for a in node.attribute if a.name == "transB"), 0)
                axis = 0 if transposed else 1
            elif node.op_type == "Gather" and place == 0:
                axis = 0
            if axis is None or axes.get(name, axis) != axis:
                refused.add(name)
            else:
                axes[name] = axis
    return {name: axis for name, axis in axes.items() if name not in refused}


def narrow(model, storage="int8", keep=()):
    """Replaces the large float32 initialisers of an onnx.ModelProto in place; returns the model."""
    if storage not in ("half", "int8"):
        raise ValueError(f"unknown storage {storage}: half or int8")
    axes = output_axes(model.graph) if storage == "int8" else {}
    front, stored = [], []
    for tensor in model.graph.initializer:
        values = numpy_helper.to_array(tensor)
        name = tensor.name
        if values.dtype != np.float32 or values.size < SMALLEST_STORED_NARROW:
            stored.append(tensor)
        elif name in axes and values.ndim > 1 and values.size >= SMALLEST_IN_8_BITS and not any(k in name for k in keep):
            whole, scale = quantise(values, axes[name] % values.ndim)
            stored.append(numpy_helper.from_array(whole, f"{name}.int8"))
            stored.append(numpy_helper.from_array(scale, f"{name}.scale"))
            front.append(helper.make_node("Cast", [f"{name}.int8"], [f"{name}.wide"], to=TensorProto.FLOAT))
            front.append(helper.make_node("Mul", [f"{name}.wide", f"{name}.scale"], [name]))
        elif np.abs(values).max() > 60000:
            stored.append(tensor)
        else:
            stored.append(numpy_helper.from_array(values.astype(np.float16), f"{name}.half"))
            front.append(helper.make_node("Cast", [f"{name}.half"], [name], to=TensorProto.FLOAT))
    nodes = front + list(model.graph.node)
    del model.graph.initializer[:], model.graph.node[:]
    model.graph.initializer.extend(stored)
    model.graph.node.extend(nodes)
    onnx.checker.check_model(model)
    return model


def store(file, storage="int8", keep=()):
    """Rewrites `file` with its weights stored narrow. Returns its size in bytes."""
    model = narrow(onnx.load(file), storage, keep)
    onnx.save(model, file)
    return model.ByteSize()


if __name__ == "__main__":
    size = store(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "int8", set(sys.argv[3:]))
    print(f"{sys.argv[1]}: {size / 1e6:.2f} MB")
