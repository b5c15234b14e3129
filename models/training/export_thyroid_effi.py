"""Writes the trained ThyroidEffi networks as ONNX: the final pair, and each fold's pair for the measurement.

    models/training/run.sh export_thyroid_effi.py
Files: work/thyroid-effi-{final,fold0,…}-{basic,premium}.onnx, weights in 16 bits (onnx_storage.py).
"""

import glob
import json
import os
import warnings

import onnx
import torch

from data import WORK
from onnx_storage import narrow
from thyroid_effi_net import EMBEDDING, TOKENS, Basic, Premium


def write(module, file, example, name, outputs, free):
    module.eval()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            module, (example,), file, opset_version=13, input_names=[name], output_names=outputs,
            dynamic_axes={name: free, **{output: {0: "n"} for output in outputs}},
        )
    onnx.save(narrow(onnx.load(file), "half"), file)
    print(f"{os.path.basename(file)}: {os.path.getsize(file) / 1e6:.2f} MB")


def main():
    with open(os.path.join(WORK, "cytology.json")) as file:
        classes = len(json.load(file)["classes"])
    for file in sorted(glob.glob(os.path.join(WORK, "thyroid-effi-f*.pt"))):
        state = torch.load(file, map_location="cpu")
        basic, premium = Basic(classes), Premium(classes)
        basic.load_state_dict(state["basic"])
        premium.load_state_dict(state["premium"])
        start = file[: -len(".pt")]
        write(basic, f"{start}-basic.onnx", torch.rand(2, 3, 224, 224), "pictures", ["logits", "embedding"],
              {0: "n", 2: "height", 3: "width"})
        write(premium, f"{start}-premium.onnx", torch.rand(2, TOKENS, EMBEDDING), "tokens", ["logits"], {0: "n"})


if __name__ == "__main__":
    main()
