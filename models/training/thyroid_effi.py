"""Trains ThyroidEffi Basic and Premium: five block-wise folds for the measurement, then the networks that ship.

Reads what tools/exportCytology.ts wrote to work/. One command does everything and resumes where it stopped:
    models/training/run.sh thyroid_effi.py
Delete work/thyroid-effi-*.pt to start anew. Each stage runs on one processor core, two stages side by side.
"""

import argparse
import csv
import json
import os
import random
import subprocess
import sys
import time

import numpy as np
import torch
import torch.nn.functional as F

from data import WORK, Ema, rate
from thyroid_effi_net import EARLY_CHANNELS, FROZEN_BLOCKS, TOKENS, Premium, pretrained_basic
from thyroid_effi_sets import Sets

ORDER = "EDCBA"  # section 2.2.2: from crops to the whole field within every epoch
# Members of each set that are drawn, once and for all stages: the frozen blocks see every one of them once.
# The paper draws 12, 12, 8, 1 and 1; pictures of 256 px overlap so much that fewer say the same.
MEMBERS = {"E": 2, "D": 1, "C": 2, "B": 1, "A": 4}
BATCH = 24
EPOCHS = 5
RATE = 3e-4
PREMIUM_STEPS = 400
HERE = os.path.dirname(os.path.abspath(__file__))


class Smears:
    """The exported pictures with labels (class numbers) and folds."""

    def __init__(self):
        with open(os.path.join(WORK, "cytology.json")) as file:
            index = json.load(file)
        self.classes, sizes, rows = index["classes"], index["sizes"], index["rows"]
        count = len(rows)
        read = lambda name, shape: np.memmap(  # noqa: E731
            os.path.join(WORK, f"cytology.{name}.u8"), np.uint8, "r", shape=(count, *shape)
        )
        self.source = read("source", (3, sizes["source"], sizes["source"]))
        self.whole = read("whole", (3, sizes["whole"], sizes["whole"]))
        self.patches = read("patches", (TOKENS - 1, 3, sizes["patches"], sizes["patches"]))
        self.label = torch.tensor([self.classes.index(row["label"]) for row in rows])
        self.fold = np.array([row["fold"] for row in rows])

    def training(self, stage):
        """Row numbers a stage may learn from."""
        everything = np.arange(len(self.fold))
        return everything if stage == "final" else everything[self.fold != int(stage[4:])]

    def held_out(self, stage):
        return np.arange(0) if stage == "final" else np.flatnonzero(self.fold == int(stage[4:]))


def class_weights(labels, classes):
    """Inversely proportional to frequency (appendix E.2), mean 1 over the pictures."""
    counts = torch.bincount(labels, minlength=classes).float()
    return counts.sum() / (classes * counts)


def fit_linear(embedding, labels, classes, penalty=1.0):
    """Weighted logistic regression on standardised embeddings, given back for plain ones."""
    mean, spread = embedding.mean(0), embedding.std(0) + 1e-3
    x = (embedding - mean) / spread
    weight = torch.zeros(classes, x.shape[1], requires_grad=True)
    bias = torch.zeros(classes, requires_grad=True)
    weights = class_weights(labels, classes)
    solver = torch.optim.LBFGS([weight, bias], max_iter=100, line_search_fn="strong_wolfe")

    def loss():
        solver.zero_grad()
        value = F.cross_entropy(F.linear(x, weight, bias), labels, weights) + penalty * weight.square().sum()
        value.backward()
        return value

    solver.step(loss)
    weight, bias = weight.detach(), bias.detach()
    return weight / spread, bias - (weight / spread) @ mean


def cache_file(name):
    return os.path.join(WORK, f"thyroid-effi-early-{name}.f16")


def cache_sizes(smears):
    """Name → shape of one picture's answers of the frozen blocks: each member of each training set, and what is asked later."""
    sizes = {f"{name}{member}": Sets.SIZES[name] for name, count in MEMBERS.items() for member in range(count)}
    shapes = {name: (EARLY_CHANNELS, size // 32, size // 32) for name, size in sizes.items()}
    whole, patch = smears.whole.shape[-1] // 32, smears.patches.shape[-1] // 32
    return {**shapes, "whole": (EARLY_CHANNELS, whole, whole), "patches": (TOKENS - 1, EARLY_CHANNELS, patch, patch)}


def open_cache(smears, mode="r"):
    shapes = cache_sizes(smears)
    return {name: np.memmap(cache_file(name), np.float16, mode, shape=(len(smears.fold), *shape))
            for name, shape in shapes.items()}


@torch.no_grad()
def fill_cache(smears, part, parts):
    """The frozen blocks' answers on one share of the pictures, for every stage alike."""
    torch.manual_seed(42)
    net = pretrained_basic(len(smears.classes), os.path.join(WORK, "pretrained")).eval()
    cache, sets, draw = open_cache(smears, "r+"), Sets(smears.source), random.Random(42 + part)
    rows = np.arange(len(smears.fold))[part::parts]
    for at in range(0, len(rows), BATCH):
        batch = rows[at : at + BATCH]
        for name, count in MEMBERS.items():
            for member in range(count):
                pictures = sets.draw(draw, name, batch)
                cache[f"{name}{member}"][batch] = net.backbone.early(pictures).numpy()
        cache["whole"][batch] = net.backbone.early(as_input(smears.whole[batch])).numpy()
        for row in batch:
            cache["patches"][row] = net.backbone.early(as_input(smears.patches[row])).numpy()
        print("frozen blocks", part, at + len(batch), "of", len(rows), flush=True)


def as_input(pictures):
    return torch.from_numpy(np.array(pictures)).float() / 255


def as_maps(cached):
    return torch.from_numpy(np.array(cached)).float()


@torch.no_grad()
def embed(net, cached, size=64):
    """Embeddings [n,1280] from cached answers of the frozen blocks."""
    net.eval()
    return torch.cat([net.backbone.late(as_maps(cached[at : at + size])) for at in range(0, len(cached), size)])


def mirrored(draw, maps):
    """The frozen blocks' answers flipped: nearly those of the flipped picture, at no cost."""
    if draw.random() < 0.5:
        maps = maps.flip(2)
    return maps.flip(3) if draw.random() < 0.5 else maps


def train_basic(smears, cache, stage, epochs, log):
    """Basic on one stage's training pictures; returns the average of its weights."""
    file = os.path.join(WORK, f"thyroid-effi-basic-{stage}.pt")
    seed = 42 + (9 if stage == "final" else int(stage[4:]))
    torch.manual_seed(seed)
    net = pretrained_basic(len(smears.classes), os.path.join(WORK, "pretrained"))
    rows = smears.training(stage)
    weights = class_weights(smears.label[rows], len(smears.classes))
    state = torch.load(file) if os.path.exists(file) else None
    if state is None:
        weight, bias = fit_linear(embed(net, cache["whole"][rows]), smears.label[rows], len(smears.classes))
        net.linear.weight.data.copy_(weight)
        net.linear.bias.data.copy_(bias)
        held = smears.held_out(stage)
        if len(held):
            answers = F.linear(embed(net, cache["whole"][held]), weight, bias).argmax(1).numpy()
            log(stage, "frozen features", "held out", "macro F1", macro_f1(answers, smears.label[held].numpy()), 0)
    net.backbone.stem.requires_grad_(False)
    net.backbone.blocks[:FROZEN_BLOCKS].requires_grad_(False)
    trained = [p for p in net.parameters() if p.requires_grad]
    average = Ema(net, 0.99)
    adam = torch.optim.AdamW([{"params": [p for p in trained if p.dim() > 1], "weight_decay": 1e-2},
                              {"params": [p for p in trained if p.dim() == 1], "weight_decay": 0}], RATE)
    done, step = 0, 0
    if state is not None:
        net.load_state_dict(state["net"])
        average.values, average.steps = state["average"], state["steps"]
        adam.load_state_dict(state["adam"])
        done, step = state["epochs"], state["steps"]
    total = epochs * len(ORDER) * (len(rows) // BATCH)
    for epoch in range(done, epochs):
        draw = random.Random(seed * 1000 + epoch)
        net.train()
        started = time.time()
        for name in ORDER:
            order = list(rows)
            draw.shuffle(order)
            losses = []
            for at in range(0, len(order) - BATCH + 1, BATCH):
                batch = sorted(order[at : at + BATCH])
                for group in adam.param_groups:
                    group["lr"] = RATE * rate(step / total, warm=0.1)
                maps = as_maps(cache[f"{name}{draw.randrange(MEMBERS[name])}"][batch])
                embedding = net.backbone.late(mirrored(draw, maps))
                loss = F.cross_entropy(net.linear(net.dropout(embedding)), smears.label[batch], weights)
                adam.zero_grad()
                loss.backward()
                torch.nn.utils.clip_grad_norm_(trained, 2.0)
                adam.step()
                average.update(net)
                step += 1
                losses.append(loss.item())
            log(stage, "basic", epoch + 1, name, float(np.mean(losses)), time.time() - started)
        torch.save({"net": net.state_dict(), "average": average.values, "adam": adam.state_dict(), "steps": step,
                    "epochs": epoch + 1}, file)
    net.load_state_dict(average.values)
    return net.eval()


def tokens_of(net, cache, rows):
    """[n,13,1280]: the whole field, then the twelve patches."""
    whole = embed(net, cache["whole"][rows])
    patches = [embed(net, cache["patches"][row]) for row in rows]
    return torch.cat([whole[:, None], torch.stack(patches)], 1)


def train_premium(smears, stage, tokens, log):
    """Premium on frozen tokens of the training pictures; patches are dropped and mirrored at random."""
    torch.manual_seed(142)
    net = Premium(len(smears.classes))
    rows = smears.training(stage)
    labels = smears.label[rows]
    weights = class_weights(labels, len(smears.classes))
    average = Ema(net, 0.99)
    adam = torch.optim.AdamW(net.parameters(), 3e-4, weight_decay=5e-2)
    draw = random.Random(142)
    noise = 0.3 * tokens[:200].std()
    grid = torch.arange(1, TOKENS).view(3, 4)
    turns = [torch.cat([torch.zeros(1, dtype=torch.long), g.flatten()])
             for g in (grid, grid.flip(0), grid.flip(1), grid.flip(0, 1))]
    net.train()
    losses = []
    for step in range(PREMIUM_STEPS):
        for group in adam.param_groups:
            group["lr"] = 3e-4 * rate(step / PREMIUM_STEPS, warm=0.1)
        batch = torch.tensor([draw.randrange(len(rows)) for _ in range(32)])
        x = tokens[batch][:, draw.choice(turns)]
        # What Basic learned by heart must not carry the answer: tokens are noised and left out.
        x = x + torch.randn_like(x) * noise
        x = x * (torch.rand(len(x), TOKENS, 1) > 0.15)
        loss = F.cross_entropy(net(x), labels[batch], weights, label_smoothing=0.05)
        adam.zero_grad()
        loss.backward()
        adam.step()
        average.update(net)
        losses.append(loss.item())
        if (step + 1) % 250 == 0:
            log(stage, "premium", step + 1, "", np.mean(losses[-250:]), 0)
    net.load_state_dict(average.values)
    return net.eval()


def run_stage(stage, epochs):
    """Everything of one stage; writes its networks and, for a fold, its answers on the pictures it never saw."""
    smears = Smears()

    def log(*values):
        with open(os.path.join(WORK, f"thyroid-effi-{stage}.csv"), "a") as file:
            csv.writer(file).writerow([f"{v:.4f}" if isinstance(v, float) else v for v in values])
        print(*values, flush=True)

    cache = open_cache(smears)
    basic = train_basic(smears, cache, stage, epochs, log)
    started = time.time()
    tokens = tokens_of(basic, cache, smears.training(stage))
    premium = train_premium(smears, stage, tokens, log)
    log(stage, "premium", "tokens and training", "", 0.0, time.time() - started)
    held = smears.held_out(stage)
    if len(held):
        with torch.no_grad():
            tokens = tokens_of(basic, cache, held)
            answers = {"basic": basic.linear(tokens[:, 0]).numpy(), "premium": premium(tokens).numpy()}
        np.savez(os.path.join(WORK, f"thyroid-effi-{stage}.npz"), rows=held, **answers)
        for name, logits in answers.items():
            log(stage, name, "held out", "macro F1", macro_f1(logits.argmax(1), smears.label[held].numpy()), 0)
    torch.save({"basic": basic.state_dict(), "premium": premium.state_dict()},
               os.path.join(WORK, f"thyroid-effi-{stage}.pt"))


def macro_f1(predicted, truth):
    scores = []
    for c in sorted(set(truth)):
        hit = ((predicted == c) & (truth == c)).sum()
        scores.append(2 * hit / max(1, (predicted == c).sum() + (truth == c).sum()))
    return float(np.mean(scores))


def main():
    options = argparse.ArgumentParser()
    options.add_argument("--stage", help="one stage only: cache0 …, fold0 … or final")
    options.add_argument("--epochs", type=int, default=EPOCHS)
    options.add_argument("--jobs", type=int, default=2, help="stages side by side")
    chosen = options.parse_args()
    torch.set_num_threads(1)
    if chosen.stage and chosen.stage.startswith("cache"):
        fill_cache(Smears(), int(chosen.stage[5:]), chosen.jobs)
        open(os.path.join(WORK, f"thyroid-effi-{chosen.stage}.done"), "w").close()
        return
    if chosen.stage:
        run_stage(chosen.stage, chosen.epochs)
        return
    smears = Smears()
    for name, shape in cache_sizes(smears).items():
        with open(cache_file(name), "ab") as file:
            file.truncate(2 * len(smears.fold) * int(np.prod(shape)))
    run_all([f"cache{part}" for part in range(chosen.jobs)], "done", chosen)
    stages = [f"fold{fold}" for fold in sorted(set(smears.fold))] + ["final"]
    run_all(stages, "pt", chosen)
    summarise(smears, stages)


def run_all(stages, mark, chosen):
    """Runs the stages that have not left their mark yet, a few side by side; stops all when one fails."""
    waiting = [stage for stage in stages if not os.path.exists(os.path.join(WORK, f"thyroid-effi-{stage}.{mark}"))]
    running = []
    while waiting or running:
        while waiting and len(running) < chosen.jobs:
            command = [sys.executable, os.path.join(HERE, "thyroid_effi.py"), "--stage", waiting.pop(0)]
            command += ["--epochs", str(chosen.epochs), "--jobs", str(chosen.jobs)]
            running.append(subprocess.Popen(command, env={**os.environ, "OMP_NUM_THREADS": "1"}))
        time.sleep(1)
        failed = [p for p in running if p.poll() not in (None, 0)]
        if failed:
            for process in running:
                process.terminate()
            raise SystemExit(f"a stage failed with {failed[0].returncode}")
        running = [p for p in running if p.poll() is None]


def summarise(smears, stages):
    """Prints the cross-validated figures and keeps the course beside the recipe."""
    answers = {name: np.zeros((len(smears.fold), len(smears.classes)), np.float32) for name in ("basic", "premium")}
    for stage in stages[:-1]:
        part = np.load(os.path.join(WORK, f"thyroid-effi-{stage}.npz"))
        for name in answers:
            answers[name][part["rows"]] = part[name]
    for name, logits in answers.items():
        print(name, "macro F1, folds together:", round(macro_f1(logits.argmax(1), smears.label.numpy()), 3))
    logs = os.path.join(HERE, "logs")
    with open(os.path.join(logs, "thyroid-effi.csv"), "w") as file:
        file.write("stage,network,epoch,set,value,seconds\n")
        for stage in stages:
            with open(os.path.join(WORK, f"thyroid-effi-{stage}.csv")) as course:
                file.write(course.read())


if __name__ == "__main__":
    main()
