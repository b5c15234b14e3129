"""Checks of narrow weight storage: `python3 test_onnx_storage.py` (needs PyTorch and onnx)."""

import os
import tempfile

import numpy as np
import onnx
import torch
import torch.nn as nn
from onnx import numpy_helper

from onnx_export import export
from onnx_storage import narrow, quantise


def small_network():
    torch.manual_seed(1)
    return nn.Sequential(nn.Conv2d(1, 16, 3), nn.ReLU(), nn.Conv2d(16, 24, 3, groups=1), nn.ReLU(), nn.Flatten(), nn.Linear(24 * 16, 40))


def restored(model):
    """What a reader of the file computes for each weight: Cast, then Mul where there is a scale."""
    stored = {t.name: numpy_helper.to_array(t).astype(np.float32) for t in model.graph.initializer}
    for node in model.graph.node:
        if node.op_type == "Cast" and node.input[0] in stored:
            stored[node.output[0]] = stored[node.input[0]]
        if node.op_type == "Mul" and all(name in stored for name in node.input):
            stored[node.output[0]] = stored[node.input[0]] * stored[node.input[1]]
    return stored


def test_each_channel_has_its_own_scale():
    values = np.random.default_rng(2).normal(size=(8, 4, 3, 3)).astype(np.float32)
    values *= np.logspace(-3, 3, 8)[:, None, None, None].astype(np.float32)
    whole, scale = quantise(values, 0)
    assert scale.shape == (8, 1, 1, 1) and whole.dtype == np.int8
    error = np.abs(whole * scale - values).max(axis=(1, 2, 3)) / np.abs(values).max(axis=(1, 2, 3))
    assert error.max() < 0.35  # at worst the clipped outlier
    spread = np.sqrt(((whole * scale - values) ** 2).mean(axis=(1, 2, 3)) / (values**2).mean(axis=(1, 2, 3)))
    assert spread.max() < 0.012, spread


def test_a_channel_of_zeros_stays_zero():
    whole, scale = quantise(np.zeros((3, 5), np.float32), 0)
    assert not whole.any() and np.isfinite(scale).all()


def test_file_holds_the_weights_of_the_network():
    network = small_network()
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "small.onnx")
        sizes = {}
        for storage, tolerance in (("half", 1e-3), ("int8", 1.5e-2)):
            export(network, file, ["y"], size=8, storage=storage)
            sizes[storage] = os.path.getsize(file)
            found = restored(onnx.load(file))
            for name, value in network.state_dict().items():
                value = value.numpy()
                match = [v for v in (found[name], found[name].T) if v.shape == value.shape][0]
                error = np.sqrt(((match - value) ** 2).mean() / (value**2).mean())
                assert error < tolerance, (storage, name, error)
        assert sizes["int8"] < 0.65 * sizes["half"], sizes


def test_kept_weights_stay_at_16_bits():
    network = small_network()
    with tempfile.TemporaryDirectory() as folder:
        file = os.path.join(folder, "small.onnx")
        export(network, file, ["y"], size=8, storage="int8", keep={"5.weight"})
        kinds = {t.name: t.data_type for t in onnx.load(file).graph.initializer}
    assert kinds["5.weight.half"] == onnx.TensorProto.FLOAT16
    assert kinds["2.weight.int8"] == onnx.TensorProto.INT8


def test_a_weight_shared_by_two_axes_is_not_quantised():
    weight = np.random.default_rng(3).normal(size=(40, 40)).astype(np.float32)
    graph = onnx.helper.make_graph(
        [onnx.helper.make_node("Gather", ["w", "i"], ["e"]), onnx.helper.make_node("MatMul", ["e", "w"], ["y"])],
        "shared",
        [onnx.helper.make_tensor_value_info("i", onnx.TensorProto.INT64, [3])],
        [onnx.helper.make_tensor_value_info("y", onnx.TensorProto.FLOAT, [3, 40])],
        [numpy_helper.from_array(weight, "w")],
    )
    model = narrow(onnx.helper.make_model(graph, opset_imports=[onnx.helper.make_opsetid("", 13)]), "int8")
    assert [t.name for t in model.graph.initializer] == ["w.half"]


if __name__ == "__main__":
    for name, test in list(globals().items()):
        if name.startswith("test_"):
            test()
            print(name, "passed")
