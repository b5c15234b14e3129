"""CSASN's subtype head (papers/000): other, follicular, medullary or anaplastic look, on drawn nodules only.

    npm run export:subtype                            # crops of phantoms: no public pictures of the three exist
    models/training/run.sh csasn_subtype.py           # needs work/csasn.pt; writes work/csasn-subtype.onnx

The network is CSASN as trained for malignancy, with a four-class layer at its end. The branches go on learning
slowly, so that drawn speckle does not wash out what real pictures taught them; `--frozen` leaves them as they are.
Losses of section 2.5 that need no second domain: focal and cross-entropy.
"""

import csv
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

from csasn_parts import Csasn
from data import Ema, rate
from malignancy_data import LOGS, SIZES, WORK, Batches, Crops, augmented, cut, export_trained, focal, options

CLASSES = 4
SMOOTHING = 0.05
# Both views of a neck lie on the same side of the split. Only watched: calibration uses necks of its own.
WATCH_EVERY, WATCH_FIRST = 10, 4


class SubtypeCrops(Crops):
    """pixels and boxes as in Crops; look [n] (0 other, 1 ftc, 2 mtc, 3 atc), neck [n]."""

    def __init__(self):
        self.index = self.read("subtype")
        rows = self.index["rows"]
        self.look = np.array([row["look"] for row in rows])
        self.neck = np.array([row["neck"] for row in rows])
        assert len(self.index["looks"]) == CLASSES

    def parts(self):
        watched = self.neck // CLASSES % WATCH_EVERY == WATCH_FIRST
        every = np.arange(len(self.look))
        return every[~watched], every[watched]


class ForProduct(torch.nn.Module):
    """frame [1,1,s,s] → logits [4] and attention [1,h,w] (CBAM's map); crop and mirror averaged."""

    def __init__(self, net):
        super().__init__()
        self.net = net

    def forward(self, frame):
        scores, _, attention = self.net(torch.cat([frame, frame.flip(3)], 0))
        return scores.mean(0), (attention[:1, 0] + attention[1:, 0].flip(2)) / 2


def started(size, checkpoint, frozen):
    """CSASN with the averaged weights of its malignancy training and a fresh last layer."""
    net = Csasn(size)
    saved = torch.load(checkpoint)["ema"]
    net.load_state_dict({key[4:]: value for key, value in saved.items() if key.startswith("net.")})
    net.classify.wc = torch.nn.Linear(net.classify.wc.in_features, CLASSES)
    if frozen:
        for part in (net.efficientnet, net.vit):
            part.requires_grad_(False)
    return net


@torch.no_grad()
def judge(net, crops, chosen, factor, size):
    """Mean of the four classes' sensitivities on crops displaced as a detector would, and each of them."""
    rng, found = random.Random(5), []
    for at in range(0, len(chosen), 32):
        frames, _ = cut(crops, chosen[at : at + 32], factor, size, rng)
        found.append(net(frames.contiguous(memory_format=torch.channels_last))[0].argmax(1))
    found = torch.cat(found).numpy()
    each = [float(np.mean(found[crops.look[chosen] == c] == c)) for c in range(CLASSES)]
    return float(np.mean(each)), each


def main():
    given = options("csasn-subtype", minutes=7, factor=1.5, size=160, learning_rate=6e-4)
    given.set_defaults(batch=24)
    given.add_argument("--start", default="csasn", help="name of the malignancy checkpoint in work/")
    given.add_argument("--frozen", action="store_true", help="leave both branches as they are")
    given = given.parse_args()
    torch.set_num_threads(given.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(given.seed)
    rng = random.Random(given.seed)
    crops = SubtypeCrops()
    pool, watched = crops.parts()
    print(f"{len(pool)} crops to train on, {len(watched)} watched", flush=True)

    net = started(given.size, os.path.join(WORK, f"{given.start}.pt"), given.frozen).to(memory_format=torch.channels_last)
    branch = [p for n, p in net.named_parameters() if n.startswith(("efficientnet", "vit")) and p.requires_grad]
    rest = [p for n, p in net.named_parameters() if not n.startswith(("efficientnet", "vit"))]
    groups = [{"params": rest, "scale": 1.0}] + ([{"params": branch, "scale": 0.2}] if branch else [])
    optimizer = torch.optim.AdamW(groups, lr=given.rate, weight_decay=given.decay)
    ema = Ema(net, 0.99)
    counts = np.bincount(crops.look[pool], minlength=CLASSES)
    weights = torch.tensor((counts.mean() / counts) ** 0.5, dtype=torch.float32)
    spent, seen, budget, waiting = 0.0, 0, given.minutes * 60, []

    def done():
        return max(spent / budget, seen / given.images if given.images else 0)

    def make():
        share = next(s for until, s in SIZES if done() < until or until == 1.0)
        size = int(round(given.size * share / 16)) * 16
        if len(waiting) < given.batch:
            fresh = list(pool)
            rng.shuffle(fresh)
            waiting.extend(fresh)
        chosen = np.array(waiting[: given.batch])
        del waiting[: given.batch]
        frames, _ = augmented(rng, crops, chosen, given.factor, size)
        targets = F.one_hot(torch.from_numpy(crops.look[chosen]), CLASSES).float()
        return frames.contiguous(memory_format=torch.channels_last), targets * (1 - SMOOTHING) + SMOOTHING / CLASSES

    batches, log, sums, steps = Batches(make), [], np.zeros(2), 0
    while done() < 1:
        tick = time.time()
        frames, targets = batches.next()
        for group in optimizer.param_groups:
            group["lr"] = given.rate * group["scale"] * rate(done())
        net.train()
        if given.frozen:
            # Their running means belong to real pictures.
            net.efficientnet.eval()
            net.vit.eval()
        scores = net(frames)[0]
        parts = (focal(scores, targets, weights), -(targets * F.log_softmax(scores, 1)).sum(1).mean())
        optimizer.zero_grad(set_to_none=True)
        sum(parts).backward()
        torch.nn.utils.clip_grad_norm_(net.parameters(), 5.0)
        optimizer.step()
        ema.update(net)
        sums += [part.item() for part in parts]
        steps += 1
        seen += len(frames)
        spent += time.time() - tick
        if steps % 40 == 0 or done() >= 1:
            trained = {key: value.clone() for key, value in net.state_dict().items()}
            net.load_state_dict(ema.values)
            net.eval()
            mean, each = judge(net, crops, watched, given.factor, given.size)
            net.load_state_dict(trained)
            row = {"images": seen, "minutes": round(spent / 60, 2), "size": frames.shape[-1]}
            row.update(zip(("focal", "cross_entropy"), np.round(sums / steps, 4)))
            row["watched_recall"] = round(mean, 4)
            row.update((f"recall_{name}", round(value, 3)) for name, value in zip(crops.index["looks"], each))
            log.append(row)
            sums, steps = np.zeros(2), 0
            print(row, flush=True)
            with open(os.path.join(LOGS, f"{given.name}.csv"), "w", newline="") as file:
                writer = csv.DictWriter(file, list(row))
                writer.writeheader()
                writer.writerows(log)
            torch.save({"ema": ema.values, "given": vars(given), "seen": seen}, os.path.join(WORK, f"{given.name}.pt"))
    net.load_state_dict(ema.values)
    net.eval()
    export_trained(ForProduct(net.to(memory_format=torch.contiguous_format)), given, ["logits", "attention"])


if __name__ == "__main__":
    main()
