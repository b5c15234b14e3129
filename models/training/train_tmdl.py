"""Trains TMDL on the semi-synthetic cohort ("simulated labels").

    python3 train_tmdl.py --minutes 40 [--embed-minutes 4] [--start work/earlier.pt] [--resume]

Reads models/training/work/cohort, written by `node tools/exportCohort.ts` and `node tools/drawCohort.ts`; writes a
checkpoint every few minutes to models/training/work/tmdl.pt and a line each to models/training/logs/tmdl.csv.

What was done to learn fast on two cores, all of it training only:
- The target is the generator's own probability (a soft label), not a coin thrown with it. Sex and age are
  drawn anew every time a case is shown; location, morphology and report terms are the case's own.
- Where nothing is missing the log-odds themselves are a second target, so that clear cases teach too.
- Half of each step's rows are recombined: place, picture and report of three cases, drawn from all of them. The
  generator's log-odds are a sum, so the mixture's risk is known; the network has to read each part where it stands,
  and meets far more combinations than there are cases. These rows, and with them those who do not come to the decision,
  have nothing but sex, age or scale taken away: selection changes what is likely behind a missing part.
- A linear readout of each feature's tokens (training only) learns that feature's part of the log-odds.
- The patch embeddings first learn alone (a few minutes) to predict what the generator measures on a picture.
- `--start` takes an earlier network's weights, all but the embeddings of texture and margin, which learn anew
  (with `--whole` they go on from there).
- In three quarters of the steps a random third of texture and margin patches is used; the rest sees all.
- `groupLogits` (the head on one feature's tokens) are trained towards what that feature alone says: the
  generator's single-feature probability. Without this the eight responses would all repeat the overall risk.
- Missing input: report, sex, age, scale and the second view are dropped at random; less often the location
  map, its distance transform or all of morphology, or everything but one modality, so that the network can be asked what it loses.
"""

import argparse
import copy
import csv
import math
import pathlib
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import tmdl
from tmdl_cohort import PARTS, Cohort, batch_of

HERE = pathlib.Path(__file__).resolve().parent
WORK = HERE / "work" / "cohort"
CHECKPOINT = HERE / "work" / "tmdl.pt"
LOG = HERE / "logs" / "tmdl.csv"
LOSS = {"stage": 0.3, "groups": 0.3, "logOdds": 0.25, "parts": 0.6}


class Readouts(nn.Module):
    """Training only: from each picture or report feature's mean token, its part of the log-odds, standardised."""

    def __init__(self, d):
        super().__init__()
        self.each = nn.ModuleList(nn.Linear(d, 1) for _ in range(PARTS + 1))

    def forward(self, groups):
        return torch.cat([readout(groups[:, k % PARTS]) for k, readout in enumerate(self.each)], 1)


def forward(model, inputs, views_each, patches=None, readouts=None):
    tokens, valid, _, _ = model.encode(*inputs, patches=patches)
    per_case = lambda x: x.view(-1, views_each, *x.shape[1:]).mean(1)
    pooled = per_case(tmdl.pool(tokens, valid))
    if patches is None:
        groups = model.group_means(tokens, valid)
    else:
        groups = thinned_group_means(model, tokens, valid, patches)
    groups = per_case(groups)
    answers = model.head(pooled)[:, 0], model.stage_head(pooled), model.head(groups)[:, :, 0]
    return answers if readouts is None else (*answers, readouts(groups.float()))


def thinned_group_means(model, tokens, valid, patches):
    n, image = model.patches, len(patches)
    bounds = [int((patches < k * n).sum()) for k in range(4)]
    end = tokens.shape[1]
    text = (image, end - 4)
    spans = [(bounds[0], bounds[1]), text, (bounds[1], bounds[2]), (bounds[2], bounds[3]),
             (end - 2, end - 1), (end - 1, end), (end - 4, end - 3), (end - 3, end - 2)]
    means = []
    for a, b in spans:
        w = valid[:, a:b, None]
        means.append((tokens[:, a:b] * w).sum(1) / w.sum(1).clamp(min=1))
    return torch.stack(means, 1)


def losses(outputs, targets):
    logit, stages, groups, parts = (x.float() for x in outputs)
    risk = F.binary_cross_entropy_with_logits(logit, targets["risk"])
    stage = -(targets["stages"] * stages.log_softmax(-1)).sum(1).mean()
    # Cross-entropy hardly hears of cases near 0 or 1; how far they lie from there still tells of every feature.
    off = F.smooth_l1_loss(logit, targets["logOdds"], reduction="none") * targets["whole"]
    each = F.binary_cross_entropy_with_logits(groups, targets["alone"], reduction="none") * targets["weight"]
    far = LOSS["logOdds"] * off.sum() / targets["whole"].sum().clamp(min=1)
    weight = targets["weight"]
    told = targets["partWeight"]
    read = ((parts - targets["parts"]) ** 2 * told).sum(0) / told.sum(0).clamp(min=1)
    return (risk + far + LOSS["stage"] * stage + LOSS["groups"] * each.sum() / weight.sum() + LOSS["parts"] * read.mean(),
            risk, read.detach())


def thin_patches(rng, n):
    """All location patches, a third of the texture and margin patches."""
    some = lambda start: np.sort(rng.choice(n, n // 3, replace=False)) + start
    return torch.from_numpy(np.concatenate((np.arange(n), some(n), some(2 * n))))


class Readout(nn.Module):
    """Training only: predicts a picture's measures from its patch tokens."""

    def __init__(self, d, outputs):
        super().__init__()
        self.first, self.second = nn.Linear(d, 64), nn.Linear(128, outputs)

    def forward(self, tokens):
        h = F.gelu(self.first(tokens))
        return self.second(torch.cat((h.mean(1), h.amax(1)), 1))


def start_from(model, file, whole):
    """Takes an earlier network's weights; unless `whole`, texture and margin keep their own fresh embeddings."""
    fresh = () if whole else ("embed_texture", "embed_margin")
    earlier = torch.load(file, map_location="cpu")["model"]
    model.load_state_dict({k: v for k, v in earlier.items() if not k.startswith(fresh)}, strict=False)


def learn_embeddings(model, cohort, minutes, rng, only_fresh):
    """The patch embeddings and the report projection alone, towards the generator's measurements.

    With `only_fresh`, texture, margin and location alone: the report was learned already.
    """
    d = model.config.hidden
    readouts = nn.ModuleList((Readout(d, 7), Readout(d, 2), Readout(d, 1), Readout(d, 1)))
    parameters = [*readouts.parameters(), *model.embed_texture.parameters(), *model.embed_margin.parameters(),
                  *model.embed_location.parameters(), *model.embed_gland.parameters(), model.position]
    if not only_fresh:
        parameters += model.embed_report.parameters()
    optimiser = torch.optim.AdamW(parameters, 2e-3, weight_decay=0.01)
    train = cohort.all_train
    start, step, n = time.time(), 0, model.patches
    mean, deviation = cohort.measures.mean(0), cohort.measures.std(0)
    report_term = cohort.parts[:, 1]
    every = torch.arange(n)
    average = None
    while (share := (time.time() - start) / (60 * minutes)) < 1:
        for group in optimiser.param_groups:
            group["lr"] = 2e-3 * min(1, (step + 1) / 50) * (0.5 + 0.5 * math.cos(math.pi * share))
        index = rng.choice(train, 64)
        views = cohort.pair[index][:, step % 2]
        location, texture, margin = cohort.maps(views, views)
        goal = torch.from_numpy((cohort.measures[views] - mean) / deviation)
        with torch.autocast("cpu", torch.bfloat16):
            gland = torch.from_numpy(cohort.gland_known[views])
            a = readouts[0](model.location_tokens(location, gland, every) + model.position[:, :n]).float()
            b = readouts[1](model.embed_texture.some(texture, every)).float()
            c = readouts[2](model.embed_margin.some(margin, every)).float()
            e = readouts[3](model.embed_report(torch.from_numpy(cohort.reports[index]).float())).float()
        words = torch.from_numpy((report_term[index] - report_term.mean()) / report_term.std())
        each = torch.cat((((a - goal[:, [0, 1, 2, 3, 4, 5, 9]]) ** 2), ((b - goal[:, 6:8]) ** 2), ((c - goal[:, 8:9]) ** 2), (e - words[:, None]) ** 2), 1)
        optimiser.zero_grad(set_to_none=True)
        each.mean().backward()
        optimiser.step()
        now = each.mean(0).detach().numpy()
        average = now if average is None else 0.97 * average + 0.03 * now
        step += 1
        if step % 100 == 0:
            print(f"embeddings {step}: unexplained share {np.round(average, 2).tolist()}", flush=True)


def area_under_curve(scores, positive):
    ranks = np.empty(len(scores))
    ranks[np.argsort(scores)] = np.arange(1, len(scores) + 1)
    n = positive.sum()
    return (ranks[positive == 1].sum() - n * (n + 1) / 2) / (n * (len(scores) - n))


@torch.no_grad()
def choose(model, cohort):
    """AUC and cross-entropy on the choosing pictures, two views, nothing missing."""
    index = np.flatnonzero((cohort.split == "choose") & cohort.selected)
    rng = np.random.default_rng(0)
    logits = []
    for at in range(0, len(index), 24):
        inputs, _ = batch_of(cohort, index[at : at + 24], rng, 2, False)
        with torch.autocast("cpu", torch.bfloat16):
            logits.append(forward(model, inputs, 2)[0].float())
    logits = torch.cat(logits).numpy()
    truth = cohort.log_odds[index]
    return (area_under_curve(logits, cohort.positive[index]), area_under_curve(truth, cohort.positive[index]),
            float(np.corrcoef(logits, truth)[0, 1]))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("--minutes", type=float, default=40)
    parser.add_argument("--embed-minutes", type=float, default=4)
    parser.add_argument("--batch", type=int, default=48)
    parser.add_argument("--rate", type=float, default=8e-4)
    parser.add_argument("--log-seconds", type=float, default=120)
    parser.add_argument("--start", help="an earlier checkpoint to start from")
    parser.add_argument("--whole", action="store_true", help="with --start: the embeddings of texture and margin too")
    parser.add_argument("--resume", action="store_true")
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--small", action="store_true", help="the few pictures of `exportCohort.ts --small`")
    options = parser.parse_args()
    global WORK, CHECKPOINT, LOG
    if options.small:
        WORK, CHECKPOINT, LOG = WORK.with_name("cohort-small"), WORK.with_name("tmdl-small.pt"), WORK.with_name("tmdl-small.csv")
    torch.set_num_threads(options.threads)
    torch.manual_seed(1)
    rng = np.random.default_rng(int(time.time()) if options.resume else 1)
    cohort = Cohort(WORK)
    print("single-feature models (intercept, slope):", cohort.single.round(2).tolist(), flush=True)
    master = tmdl.Tmdl()
    readouts = Readouts(master.config.hidden)
    optimiser = torch.optim.AdamW(
        [{"params": [p for p in master.parameters() if p.ndim > 1], "weight_decay": 0.02},
         {"params": [*(p for p in master.parameters() if p.ndim <= 1), *readouts.parameters()], "weight_decay": 0.0}],
        options.rate, betas=(0.9, 0.98))
    spent, step = 0.0, 0
    if options.resume:
        saved = torch.load(CHECKPOINT, map_location="cpu")
        master.load_state_dict(saved["last"])
        readouts.load_state_dict(saved["readouts"])
        optimiser.load_state_dict(saved["optimiser"])
        average, spent, step = saved["model"], saved["spent"], saved["step"]
    else:
        if options.start:
            start_from(master, options.start, options.whole)
        learn_embeddings(master, cohort, options.embed_minutes, rng, options.start is not None)
        LOG.write_text("minutes,step,loss,risk_loss,choose_auc,choose_bayes_auc,correlation_with_log_odds\n")
        average = copy.deepcopy(master.state_dict())
    # Forward and backward run in bfloat16 on a copy; the weights and the optimiser stay in float32.
    model = copy.deepcopy(master).bfloat16()
    shadow = copy.deepcopy(master)
    started, last_log, running = time.time(), time.time(), []
    while True:
        minutes = spent + (time.time() - started) / 60
        share = minutes / options.minutes
        if share >= 1:
            break
        rate = options.rate * min(1, (step + 1) / 80) * max(0.02, 0.5 + 0.5 * math.cos(math.pi * min(1, share)))
        for group in optimiser.param_groups:
            group["lr"] = rate
        views_each = 1 if share < 0.5 or rng.random() < 0.3 else 2
        index = rng.choice(cohort.train, options.batch // views_each)
        full = share > 0.75 or rng.random() < 0.25
        inputs, targets = batch_of(cohort, index, rng, views_each, True)
        patches = torch.arange(3 * master.patches) if full else thin_patches(rng, master.patches)
        outputs = forward(model, tuple(x.bfloat16() for x in inputs), views_each, patches, readouts)
        loss, risk, read = losses(outputs, targets)
        loss.backward()
        for p, q in zip(master.parameters(), model.parameters()):
            p.grad = None if q.grad is None else q.grad.float()
            q.grad = None
        nn.utils.clip_grad_norm_(master.parameters(), 1.0)
        optimiser.step()
        readouts.zero_grad(set_to_none=True)
        decay = min(0.997, (step + 1) / (step + 20))
        with torch.no_grad():
            for p, q in zip(master.parameters(), model.parameters()):
                q.copy_(p)
            for name, value in master.state_dict().items():
                average[name].mul_(decay).add_(value, alpha=1 - decay)
        step += 1
        running.append((loss.item(), risk.item(), *read.tolist()))
        if time.time() - last_log > options.log_seconds:
            last_log = time.time()
            shadow.load_state_dict(average)
            scores = choose(shadow.eval(), cohort)
            row = [f"{minutes:.1f}", step, *(f"{x:.4f}" for x in np.mean(running, 0)[:2]), *(f"{x:.4f}" for x in scores)]
            with LOG.open("a") as log:
                csv.writer(log, lineterminator="\n").writerow(row)
            print(row, "parts unread:", np.mean(running, 0)[2:].round(2).tolist(), flush=True)
            running = []
            save(master, readouts, average, optimiser, minutes, step)
    save(master, readouts, average, optimiser, minutes, step)


def save(master, readouts, average, optimiser, minutes, step):
    torch.save({"model": average, "last": master.state_dict(), "readouts": readouts.state_dict(), "optimiser": optimiser.state_dict(), "spent": minutes, "step": step}, CHECKPOINT)


if __name__ == "__main__":
    main()
