"""Writes fusion.onnx (opset 17, weights stored as float16 and widened at load) and the golden numbers beside it.

    python3 export_tmdl.py [checkpoint] [--out FOLDER] [--config paper] [--golden FILE] [--views 1]

Without a checkpoint the network is exported with its starting weights: for building against its I/O only.
The golden numbers are PyTorch's own outputs for inputs that a formula gives; a vitest repeats the formula
and compares onnxruntime with them. `--config paper` is the paper's own size (hidden 768, patch 16): it ships in no
pack, and a test exports and runs it.
"""

import argparse
import json
import pathlib

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper

import tmdl

PACK = pathlib.Path(__file__).resolve().parents[1] / "packs" / "llnm-1.0.0"
GOLDEN = pathlib.Path(__file__).resolve().parents[2] / "app" / "fusion" / "fusion.golden.json"
SMALLEST_HALVED = 1024


def halve_weights(model: onnx.ModelProto) -> onnx.ModelProto:
    """Stores large float32 initialisers as float16 with a Cast behind them: half the file, arithmetic unchanged."""
    casts = []
    for initializer in list(model.graph.initializer):
        array = numpy_helper.to_array(initializer)
        if array.dtype != np.float32 or array.size < SMALLEST_HALVED:
            continue
        name = initializer.name
        half = numpy_helper.from_array(array.astype(np.float16), name + "_half")
        model.graph.initializer.remove(initializer)
        model.graph.initializer.append(half)
        casts.append(helper.make_node("Cast", [half.name], [name], to=TensorProto.FLOAT, name=name + "_widen"))
    nodes = casts + list(model.graph.node)
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    return model


def round_weights(model: torch.nn.Module) -> None:
    """The same rounding in PyTorch, so that both compute with the same numbers."""
    for p in model.parameters():
        if p.numel() >= SMALLEST_HALVED:
            p.data = p.data.half().float()


def summary(outputs) -> dict:
    """Small outputs whole; attention maps as their shape, their sum and a few values."""
    result = {}
    for name, value in zip(tmdl.OUTPUTS, outputs):
        flat = value.flatten().double()
        if flat.numel() <= 400:
            result[name] = {"dims": list(value.shape), "values": flat.tolist()}
        else:
            at = torch.linspace(0, flat.numel() - 1, 40).long()
            result[name] = {"dims": list(value.shape), "at": at.tolist(), "values": flat[at].tolist(), "sum": flat.sum().item()}
    return result


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("checkpoint", nargs="?")
    parser.add_argument("--out", type=pathlib.Path, default=PACK)
    parser.add_argument("--config", choices=sorted(tmdl.CONFIGS), default="compact")
    parser.add_argument("--golden", type=pathlib.Path, default=GOLDEN)
    parser.add_argument("--views", type=int, nargs="+", default=[1, 2], help="views of the golden numbers")
    options = parser.parse_args()
    torch.manual_seed(20250801)
    model = tmdl.Tmdl(tmdl.CONFIGS[options.config])
    if options.checkpoint:
        model.load_state_dict(torch.load(options.checkpoint, map_location="cpu")["model"])
    model.eval()
    round_weights(model)
    exported = tmdl.Exported(model).eval()
    views = {0: "views"}
    file = options.out / "fusion.onnx"
    torch.onnx.export(
        exported, tmdl.example_inputs(options.views[-1]), str(file), opset_version=17,
        input_names=list(tmdl.INPUTS), output_names=list(tmdl.OUTPUTS),
        dynamic_axes={name: views for name in ("location", "texture", "margin", "morphology", "gland", "attentionImage",
                                               "attentionText", "attentionImageToText", "attentionTextToImage",
                                               "attentionSelf", "cam")},
        **({"dynamo": False} if torch.__version__ >= "2.5" else {}),
    )
    halved = halve_weights(onnx.load(str(file)))
    with torch.no_grad():
        answers = {views: exported(*tmdl.example_inputs(views)) for views in options.views}
    shapes = [list(value.shape) for value in answers[options.views[-1]]]
    for output, shape in zip(halved.graph.output, shapes):
        for i, (dim, size) in enumerate(zip(output.type.tensor_type.shape.dim, shape)):
            if dim.dim_param != "views":
                dim.dim_value = size
    onnx.checker.check_model(halved)
    onnx.save(halved, str(file))
    golden = {str(views): summary(answer) for views, answer in answers.items()}
    options.golden.write_text(json.dumps(golden) + "\n")
    print(f"{file}: {file.stat().st_size / 1e6:.1f} MB, {sum(p.numel() for p in model.parameters()) / 1e6:.2f} M parameters")


if __name__ == "__main__":
    main()
