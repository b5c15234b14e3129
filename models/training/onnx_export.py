"""Export to ONNX with narrow weights (onnx_storage.py): 16-bit floats unless 8 bits are asked for.

Arithmetic stays in 32 bits, and every figure of a card is measured on the exported file, not on the network
in memory.
"""

import warnings

import onnx
import torch

from onnx_storage import narrow


def export(module, file, outputs, size=256, storage="half", keep=(), example=None, inputs=("frame",), opset=13):
    """Writes `module` to `file`.

    One input `frame` [1,1,size,size] unless `example` (a tuple of tensors) and `inputs` (their names) say
    otherwise. storage: "half" (16 bits) or "int8" (8 bits; weights whose name contains one of `keep` stay at 16).
    """
    module.eval()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module,
            example or (torch.rand(1, 1, size, size),),
            file,
            opset_version=opset,
            input_names=list(inputs),
            output_names=list(outputs),
        )
    onnx.save(narrow(onnx.load(file), storage, keep), file)
