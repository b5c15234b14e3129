"""CSASN's subtype head (papers/000): other, follicular, medullary or anaplastic look, on drawn nodules only.

    npm run export:subtype                            # crops of phantoms: no public pictures of the three exist
    models/training/run.sh csasn_subtype.py           # needs work/csasn.pt; writes work/csasn-subtype.onnx

Both branches stay as the malignancy training left them, so that drawn speckle does not wash out what real pictures
taught them: their maps are computed once, for several displaced and shaded versions of each crop. What is learned is
everything after them: the narrowing, squeeze-and-excitation, CBAM, and the residual multiscale classifier with four
classes. Losses of section 2.5 that need no second domain: focal and cross-entropy.
"""

import csv
import json
import os
import random
import time

import numpy as np
import torch
import torch.nn.functional as F

from csasn_parts import Csasn
from data import Ema, rate
from malignancy_data import LOGS, WORK, Crops, augmented, cut, export_trained, focal, options

CLASSES = 4
SMOOTHING = 0.05
# Both views of a neck lie on the same side of the split. Only watched: calibration uses necks of its own.
WATCH_EVERY, WATCH_FIRST = 10, 4
LEARNED = ("reduce", "squeeze", "attend", "classify")


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


def started(size, checkpoint):
    """CSASN with the averaged weights of its malignancy training, a fresh last layer, and its branches fixed."""
    net = Csasn(size)
    saved = torch.load(checkpoint)["ema"]
    net.load_state_dict({key[4:]: value for key, value in saved.items() if key.startswith("net.")})
    net.classify.wc = torch.nn.Linear(net.classify.wc.in_features, CLASSES)
    for name, weight in net.named_parameters():
        weight.requires_grad_(name.startswith(LEARNED))
    return net


@torch.no_grad()
def maps_of(net, make, chosen, batch=24):
    """The branches' maps of `make(indices)`, kept in 16 bits: [n,c,h,w] each."""
    net.eval()
    local, tokens = [], []
    for at in range(0, len(chosen), batch):
        frames = make(chosen[at : at + batch]).contiguous(memory_format=torch.channels_last)
        a, b = net.branches(frames)
        local.append(a.half().contiguous())
        tokens.append(b.half().contiguous())
    return torch.cat(local), torch.cat(tokens)


def versions_of(net, crops, pool, given):
    """Maps of `given.versions` displaced and shaded versions of every crop; each is kept in work/ once it is made."""
    made = []
    for version in range(given.versions):
        file = os.path.join(WORK, f"{given.name}-maps-{version}.pt")
        key = {"rows": len(crops.look), "fingerprint": crops.index["fingerprint"], "start": given.start, "size": given.size, "factor": given.factor}
        if os.path.exists(file) and (saved := torch.load(file))["key"] == key:
            made.append(saved["maps"])
            continue
        rng = random.Random(given.seed + version)
        torch.manual_seed(given.seed + version)
        maps = maps_of(net, lambda chosen: augmented(rng, crops, chosen, given.factor, given.size)[0], pool)
        torch.save({"key": key, "maps": maps}, file)
        made.append(maps)
        print(f"version {version + 1} of {given.versions} made", flush=True)
    return torch.cat([maps[0] for maps in made]), torch.cat([maps[1] for maps in made])


@torch.no_grad()
def judge(net, maps, looks):
    """Mean of the four classes' sensitivities, and each of them."""
    net.eval()
    found = net.decide(maps[0].float(), maps[1].float())[0].argmax(1).numpy()
    each = [float(np.mean(found[looks == c] == c)) for c in range(CLASSES)]
    return float(np.mean(each)), each


def main():
    given = options("csasn-subtype", minutes=8, factor=1.5, size=160, learning_rate=1e-3)
    given.set_defaults(batch=64, seed=11)
    given.add_argument("--start", default="csasn", help="name of the malignancy checkpoint in work/")
    given.add_argument("--versions", type=int, default=4, help="of each crop, displaced and shaded")
    given.add_argument("--epochs", type=int, default=30)
    given = given.parse_args()
    torch.set_num_threads(given.threads)
    torch.set_flush_denormal(True)
    torch.manual_seed(given.seed)
    clock = time.time()
    crops = SubtypeCrops()
    pool, watched = crops.parts()
    print(f"{len(pool)} crops to train on, {len(watched)} watched", flush=True)
    net = started(given.size, os.path.join(WORK, f"{given.start}.pt")).to(memory_format=torch.channels_last)

    local, tokens = versions_of(net, crops, pool, given)
    looks = torch.from_numpy(crops.look[pool]).repeat(len(local) // len(pool))
    print(f"{len(looks)} versions of crops: {(time.time() - clock) / 60:.1f} min", flush=True)
    still = random.Random(5)
    seen = maps_of(net, lambda chosen: cut(crops, chosen, given.factor, given.size, still)[0], watched)

    learned = [weight for weight in net.parameters() if weight.requires_grad]
    optimizer = torch.optim.AdamW(learned, lr=given.rate, weight_decay=given.decay)
    ema = Ema(net, 0.99)
    counts = np.bincount(crops.look[pool], minlength=CLASSES)
    weights = torch.tensor((counts.mean() / counts) ** 0.5, dtype=torch.float32)
    start, steps, log, epoch = time.time(), 0, [], 0
    per_epoch = len(looks) // given.batch

    def done():
        return max(steps / (given.epochs * per_epoch), (time.time() - start) / (given.minutes * 60))

    while done() < 1:
        order, sums, epoch = torch.randperm(len(looks)), np.zeros(2), epoch + 1
        for at in range(per_epoch):
            chosen = order[at * given.batch : (at + 1) * given.batch]
            for group in optimizer.param_groups:
                group["lr"] = given.rate * rate(done())
            net.train()
            targets = F.one_hot(looks[chosen], CLASSES).float() * (1 - SMOOTHING) + SMOOTHING / CLASSES
            scores = net.decide(local[chosen].float(), tokens[chosen].float())[0]
            parts = (focal(scores, targets, weights), -(targets * F.log_softmax(scores, 1)).sum(1).mean())
            optimizer.zero_grad(set_to_none=True)
            sum(parts).backward()
            torch.nn.utils.clip_grad_norm_(learned, 5.0)
            optimizer.step()
            ema.update(net)
            sums += [part.item() for part in parts]
            steps += 1
        if epoch % 3 and done() < 1:
            continue
        trained = {key: value.clone() for key, value in net.state_dict().items()}
        net.load_state_dict(ema.values)
        mean, each = judge(net, seen, crops.look[watched])
        net.load_state_dict(trained)
        row = {"epoch": epoch, "images": steps * given.batch, "minutes": round((time.time() - start) / 60, 2)}
        row.update(zip(("focal", "cross_entropy"), np.round(sums / per_epoch, 4)))
        row["watched_recall"] = round(mean, 4)
        row.update((f"recall_{name}", round(value, 3)) for name, value in zip(crops.index["looks"], each))
        log.append(row)
        print(row, flush=True)
        with open(os.path.join(LOGS, f"{given.name}.csv"), "w", newline="") as file:
            writer = csv.DictWriter(file, list(row))
            writer.writeheader()
            writer.writerows(log)
        torch.save({"ema": ema.values, "given": vars(given)}, os.path.join(WORK, f"{given.name}.pt"))
    net.load_state_dict(ema.values)
    net.eval()
    with open(os.path.join(WORK, f"{given.name}.trained.json"), "w") as file:
        json.dump({"necks": len(set(crops.neck[pool])), "crops": len(pool), "versions": given.versions}, file)
    export_trained(ForProduct(net.to(memory_format=torch.contiguous_format)), given, ["logits", "attention"])


if __name__ == "__main__":
    main()
