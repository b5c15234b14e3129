"""Writes the trained ThyroidEffi networks as ONNX: the final pair, and each fold's pair for the measurement.

    models/training/run.sh export_thyroid_effi.py
    models/training/run.sh export_thyroid_effi.py --stage final      # only the pair that ships
Files: work/thyroid-effi-{final,fold0,…}-{basic,premium}.onnx, weights in 16 bits (onnx_storage.py); and how far every
smear lies from those of the other folds: logs/thyroid-effi-unlike.csv.
"""

import argparse
import glob
import json
import os
import warnings

import numpy as np
import onnx
import torch

from data import WORK
from onnx_storage import narrow
from thyroid_effi_net import EMBEDDING, TOKENS, Basic, Premium
from thyroid_effi_typicality import BasicForProduct, distance, fit, pooled

LOG = os.path.join(os.path.dirname(os.path.abspath(__file__)), "logs", "thyroid-effi-unlike.csv")


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


@torch.no_grad()
def smear_features(basic, index):
    """Pooled answers of the fixed blocks to every whole field, [smears,384]; the same whichever fold trained the rest."""
    side = index["sizes"]["whole"]
    fields = np.memmap(os.path.join(WORK, "cytology.whole.u8"), np.uint8, "r").reshape(-1, 3, side, side)
    parts = [torch.from_numpy(np.array(fields[at : at + 16])).float() / 255 for at in range(0, len(fields), 16)]
    return torch.cat([pooled(basic.backbone.early(part)) for part in parts]).numpy().astype(np.float64)


def write_log(features, folds):
    """Every smear's distance to the smears of the other folds: what the limit is set on."""
    held_out = np.zeros(len(folds))
    for fold in sorted(set(folds)):
        held_out[folds == fold] = distance(features[folds == fold], fit(features[folds != fold]))
    with open(LOG, "w") as file:
        file.write("row,fold,distance\n")
        file.writelines(f"{row},{fold},{value:.4f}\n" for row, (fold, value) in enumerate(zip(folds, held_out)))
    print(f"distance to the other folds: median {np.median(held_out):.2f}, 99th percentile {np.quantile(held_out, 0.99):.2f}")


def main():
    arguments = argparse.ArgumentParser()
    arguments.add_argument("--stage", help="final, or one fold's name; all when left out")
    given = arguments.parse_args()
    with open(os.path.join(WORK, "cytology.json")) as file:
        index = json.load(file)
    classes, fitted = len(index["classes"]), None
    for file in sorted(glob.glob(os.path.join(WORK, f"thyroid-effi-{given.stage or 'f*'}.pt"))):
        state = torch.load(file, map_location="cpu")
        basic, premium = Basic(classes), Premium(classes)
        basic.load_state_dict(state["basic"])
        premium.load_state_dict(state["premium"])
        start = file[: -len(".pt")]
        if fitted is None:
            features = smear_features(basic.eval(), index)
            write_log(features, np.array([row["fold"] for row in index["rows"]]))
            fitted = fit(features)
        product = BasicForProduct(basic, fitted)
        write(product, f"{start}-basic.onnx", torch.rand(2, 3, 224, 224), "pictures", ["logits", "embedding", "unlike"],
              {0: "n", 2: "height", 3: "width"})
        write(premium, f"{start}-premium.onnx", torch.rand(2, TOKENS, EMBEDDING), "tokens", ["logits"], {0: "n"})


if __name__ == "__main__":
    main()
