"""Trains TMDL on the semi-synthetic cohort ("simulated labels").

    python3 train_tmdl.py --minutes 40 [--embed-minutes 4] [--start work/earlier.pt] [--resume]

Reads models/training/work/cohort, written by `node tools/exportCohort.ts` and `node tools/drawCohort.ts`; writes a
checkpoint every few minutes to models/training/work/tmdl.pt and a line each to models/training/logs/tmdl.csv.

What was done to learn fast on two cores, all of it training only:
- The target is the generator's own probability (a soft label), not a coin thrown with it. Sex and age are
  drawn anew every time a case is shown; location, morphology and report terms are the case's own.
- Where nothing is missing the log-odds themselves are a second target, so that clear cases teach too.
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
import json
import math
import pathlib
import time

import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

import tmdl

HERE = pathlib.Path(__file__).resolve().parent
WORK = HERE / "work" / "cohort"
CHECKPOINT = HERE / "work" / "tmdl.pt"
LOG = HERE / "logs" / "tmdl.csv"
SIDE = tmdl.MAP_SIDE
DROP = {"report": 0.08, "sex": 0.08, "age": 0.08, "scale": 0.35, "location": 0.07, "transform": 0.1, "morphology": 0.07}
# A nodule in a location map without the distance transform, which then shows its place in the gland's box alone.
PLACE_ONLY = 0.5
ONE_MODALITY = 0.12
LOSS = {"stage": 0.3, "groups": 0.5, "logOdds": 0.25}
# Beyond this a risk is as good as 0 or 1.
LOG_ODDS_LIMIT = 7.0


class Cohort:
    def __init__(self):
        features = json.loads((WORK / "features.json").read_text())
        self.cases = json.loads((WORK / "cases.json").read_text())["cases"]
        self.evidence = json.loads((WORK / "evidence.json").read_text())
        views = features["views"]
        self.locations = np.memmap(WORK / "locations.u8", np.uint8, "r").reshape(-1, SIDE, SIDE)
        self.textures = np.memmap(WORK / "textures.u8", np.uint8, "r").reshape(-1, SIDE, SIDE)
        self.margins = np.memmap(WORK / "margins.u8", np.uint8, "r").reshape(-1, SIDE, SIDE)
        self.reports = np.memmap(WORK / "reports.f16", np.float16, "r").reshape(-1, tmdl.REPORT_TOKENS, tmdl.REPORT_WIDTH)
        self.extraction = np.array([v["extraction"] for v in views])
        self.known = np.array([v["known"] for v in views], np.float32)
        self.unknown = np.array([v["unknown"] for v in views], np.float32)
        # What the embeddings learn first: per view, roughly standardised.
        self.measures = np.array([[
            math.exp(-v["distanceMm"] / 2.5), v["distanceMm"] / v["halfThicknessMm"], v["lengthMm"] / v["halfThicknessMm"],
            v["across"], v["ratio"], v["heterogeneity"] * 3, v["echogenicity"] / 32, v["sharpness"] * 10,
        ] for v in views], np.float32)
        column = lambda name: np.array([c[name] for c in self.cases])
        self.split, self.pair, self.length = column("split"), column("views"), column("reportLength")
        self.log_odds = column("logOdds").astype(np.float32)
        self.demographics_term = np.array([c["terms"]["demographics"] for c in self.cases], np.float32)
        self.positive, self.stage = column("positive"), column("stage")
        self.male, self.age = (column("sex") == "M").astype(np.float32), column("ageYears").astype(np.float32)
        t = lambda name: np.array([c["terms"][name] for c in self.cases])
        s = lambda name: np.array([c["scores"][name] for c in self.cases])
        m = self.evidence["morphology"]
        # The part of the log-odds that each feature carries, in the order of tmdl.FEATURES; sex and age come later.
        self.parts = np.stack((
            t("location"), t("report"), m["heterogeneity"] * s("heterogeneity"), m["sharpness"] * s("sharpness"),
            m["echogenicity"] * s("echogenicity"), m["logLengthMm"] * s("logLengthMm") + m["ratio"] * s("ratio"),
        ), 1).astype(np.float32)
        self.single = self.fit_single()

    def fit_single(self):
        """Per feature (intercept, slope): the probability given that feature alone, fitted on training cases."""
        train = self.split == "train"
        p = 1 / (1 + np.exp(-self.log_odds[train]))
        d = self.evidence["demographics"]
        columns = list(self.parts[train].T) + [self.male[train] * d["male"], d["per15Years"] * (self.age[train] - 43) / 15]
        return np.array([newton(x, p) for x in columns], np.float32)

    def draw_demographics(self, count, rng):
        e = self.evidence["population"]
        male = (rng.random(count) >= e["femaleShare"]).astype(np.float32)
        age = np.clip(np.round(rng.normal(e["ageMedian"], e["ageDeviation"], count)), e["ageMin"], e["ageMax"])
        return male, age.astype(np.float32)

    def maps(self, index, views):
        location = torch.from_numpy(self.locations[views].astype(np.float32))
        location = torch.where(location >= 2, (location - 2) / 253, location * 0.5 - 1)
        e = self.extraction[views]
        picture = lambda store: torch.from_numpy(store[e].astype(np.float32) / 255)
        return [x.unsqueeze(1) for x in (location, picture(self.textures), picture(self.margins))]


def newton(x, p):
    b = np.zeros(2)
    rows = np.stack((np.ones_like(x), x), 1).astype(np.float64)
    for _ in range(30):
        q = 1 / (1 + np.exp(-rows @ b))
        b += np.linalg.solve((rows * (q * (1 - q))[:, None]).T @ rows + 1e-9 * np.eye(2), rows.T @ (p - q))
    return b


def batch_of(cohort, index, rng, views_each, training):
    """Tensors for these cases; rows are case-major, `views_each` rows a case."""
    n = len(index)
    pair = cohort.pair[index]
    views = (pair[np.arange(n), rng.integers(0, 2, n)][:, None] if views_each == 1 else pair).reshape(-1)
    location, texture, margin = cohort.maps(index, views)
    if training:
        male, age = cohort.draw_demographics(n, rng)
        d = cohort.evidence["demographics"]
        log_odds = cohort.log_odds[index] - cohort.demographics_term[index] + male * d["male"] + d["per15Years"] * (age - 43) / 15
        drop = {name: (rng.random(n) < share).astype(np.float32) for name, share in DROP.items()}
        kept = rng.integers(0, 4, n)
        alone_here = rng.random(n) < ONE_MODALITY
        for k, names in enumerate((("location",), ("morphology",), ("report",), ("sex", "age"))):
            for name in names:
                drop[name] = np.where(alone_here, (kept != k).astype(np.float32), drop[name])
    else:
        male, age, log_odds = cohort.male[index], cohort.age[index], cohort.log_odds[index]
        drop = {name: np.zeros(n, np.float32) for name in DROP}
    length = cohort.length[index] * (1 - drop["report"])
    longest = int(cohort.length[index].max()) if training else tmdl.REPORT_TOKENS
    report = torch.from_numpy(np.ascontiguousarray(cohort.reports[index][:, :longest])).float()
    mask = torch.from_numpy((np.arange(longest)[None] < length[:, None]).astype(np.float32))
    sex_known, age_known = 1 - drop["sex"], 1 - drop["age"]
    demographics = torch.from_numpy(np.stack((male * sex_known, sex_known, (age - 43) / 15 * age_known, age_known), 1))
    scale = np.repeat(1 - drop["scale"], views_each)[:, None]
    morphology = torch.from_numpy(cohort.known[views] * scale + cohort.unknown[views] * (1 - scale))
    each = lambda x: x.repeat_interleave(views_each, 0)
    no_transform = each(torch.from_numpy(drop["transform"]))[:, None, None, None]
    location = torch.where((no_transform > 0) & (location >= 0), torch.full_like(location, PLACE_ONLY), location)
    location = torch.where((no_transform > 0) & (location < 0), torch.full_like(location, -1), location)
    no_location, no_morphology = (each(torch.from_numpy(drop[name]))[:, None] for name in ("location", "morphology"))
    location = torch.where(no_location[:, :, None, None] > 0, torch.full_like(location, -1), location)
    texture, margin = (x * (1 - no_morphology[:, :, None, None]) for x in (texture, margin))
    morphology = morphology * (1 - no_morphology)
    d = cohort.evidence["demographics"]
    alone = np.concatenate((cohort.parts[index], np.stack((male * d["male"], d["per15Years"] * (age - 43) / 15), 1)), 1)
    alone = alone * cohort.single[:, 1] + cohort.single[:, 0]
    weight = np.ones((n, 8), np.float32)
    weight[:, 0], weight[:, 1], weight[:, 6], weight[:, 7] = (1 - drop["location"]) * (1 - drop["transform"]), 1 - drop["report"], sex_known, age_known
    weight[:, 2:6] = 1 - drop["morphology"][:, None]
    target = torch.from_numpy(1 / (1 + np.exp(-log_odds))).float()
    inputs = (location, texture, margin, each(report), each(mask), each(demographics.float()), morphology.float())
    whole = np.prod([1 - drop[name] for name in drop if name != "scale"], axis=0).astype(np.float32)
    return inputs, {
        "logOdds": torch.from_numpy(log_odds).float().clamp(-LOG_ODDS_LIMIT, LOG_ODDS_LIMIT), "whole": torch.from_numpy(whole),
        "risk": target, "stages": stage_targets(cohort, torch.from_numpy(log_odds).float()),
        "alone": torch.from_numpy(alone).float().sigmoid(), "weight": torch.from_numpy(weight),
    }


def stage_targets(cohort, log_odds):
    b = cohort.evidence["burden"]
    risk = log_odds.sigmoid()
    two = risk * torch.sigmoid(b["slope"] * (log_odds - b["stage2At"]))
    three = risk * torch.sigmoid(b["slope"] * (log_odds - b["stage3At"]))
    return torch.stack((1 - two, two - three, three), 1)


def forward(model, inputs, views_each, patches=None):
    tokens, valid, _, _ = model.encode(*inputs, patches=patches)
    per_case = lambda x: x.view(-1, views_each, *x.shape[1:]).mean(1)
    pooled = per_case(tmdl.pool(tokens, valid))
    if patches is None:
        groups = model.group_means(tokens, valid)
    else:
        groups = thinned_group_means(model, tokens, valid, patches)
    return model.head(pooled)[:, 0], model.stage_head(pooled), model.head(per_case(groups))[:, :, 0]


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
    logit, stages, groups = (x.float() for x in outputs)
    risk = F.binary_cross_entropy_with_logits(logit, targets["risk"])
    stage = -(targets["stages"] * stages.log_softmax(-1)).sum(1).mean()
    # Cross-entropy hardly hears of cases near 0 or 1; how far they lie from there still tells of every feature.
    off = F.smooth_l1_loss(logit, targets["logOdds"], reduction="none") * targets["whole"]
    each = F.binary_cross_entropy_with_logits(groups, targets["alone"], reduction="none") * targets["weight"]
    far = LOSS["logOdds"] * off.sum() / targets["whole"].sum().clamp(min=1)
    return risk + far + LOSS["stage"] * stage + LOSS["groups"] * each.sum() / targets["weight"].sum(), risk


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

    With `only_fresh`, texture and margin alone: location and report were learned already.
    """
    d = model.config.hidden
    readouts = nn.ModuleList((Readout(d, 5), Readout(d, 2), Readout(d, 1), Readout(d, 1)))
    parameters = [*readouts.parameters(), *model.embed_texture.parameters(), *model.embed_margin.parameters()]
    if not only_fresh:
        parameters += [*model.embed_location.parameters(), *model.embed_report.parameters(), model.position]
    optimiser = torch.optim.AdamW(parameters, 2e-3, weight_decay=0.01)
    train = np.flatnonzero(cohort.split == "train")
    start, step, n = time.time(), 0, model.patches
    mean, deviation = cohort.measures.mean(0), cohort.measures.std(0)
    report_term = cohort.parts[:, 1]
    average = None
    while (share := (time.time() - start) / (60 * minutes)) < 1:
        for group in optimiser.param_groups:
            group["lr"] = 2e-3 * min(1, (step + 1) / 50) * (0.5 + 0.5 * math.cos(math.pi * share))
        index = rng.choice(train, 64)
        views = cohort.pair[index][:, step % 2]
        location, texture, margin = cohort.maps(index, views)
        goal = torch.from_numpy((cohort.measures[views] - mean) / deviation)
        with torch.autocast("cpu", torch.bfloat16):
            a = readouts[0](model.embed_location(location) + model.position[:, :n]).float()
            b = readouts[1](model.embed_texture(texture)).float()
            c = readouts[2](model.embed_margin(margin)).float()
            e = readouts[3](model.embed_report(torch.from_numpy(cohort.reports[index]).float())).float()
        words = torch.from_numpy((report_term[index] - report_term.mean()) / report_term.std())
        each = torch.cat((((a - goal[:, :5]) ** 2), ((b - goal[:, 5:7]) ** 2), ((c - goal[:, 7:]) ** 2), (e - words[:, None]) ** 2), 1)
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
    index = np.flatnonzero(cohort.split == "choose")
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
    cohort = Cohort()
    print("single-feature models (intercept, slope):", cohort.single.round(2).tolist(), flush=True)
    master = tmdl.Tmdl()
    optimiser = torch.optim.AdamW(
        [{"params": [p for p in master.parameters() if p.ndim > 1], "weight_decay": 0.02},
         {"params": [p for p in master.parameters() if p.ndim <= 1], "weight_decay": 0.0}],
        options.rate, betas=(0.9, 0.98))
    spent, step = 0.0, 0
    if options.resume:
        saved = torch.load(CHECKPOINT, map_location="cpu")
        master.load_state_dict(saved["last"])
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
    train = np.flatnonzero(cohort.split == "train")
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
        index = rng.choice(train, options.batch // views_each)
        index = index[np.argsort(cohort.length[index])]
        full = share > 0.75 or rng.random() < 0.25
        inputs, targets = batch_of(cohort, index, rng, views_each, True)
        patches = None if full else thin_patches(rng, master.patches)
        outputs = forward(model, tuple(x.bfloat16() for x in inputs), views_each, patches)
        loss, risk = losses(outputs, targets)
        loss.backward()
        for p, q in zip(master.parameters(), model.parameters()):
            p.grad = None if q.grad is None else q.grad.float()
            q.grad = None
        nn.utils.clip_grad_norm_(master.parameters(), 1.0)
        optimiser.step()
        decay = min(0.997, (step + 1) / (step + 20))
        with torch.no_grad():
            for p, q in zip(master.parameters(), model.parameters()):
                q.copy_(p)
            for name, value in master.state_dict().items():
                average[name].mul_(decay).add_(value, alpha=1 - decay)
        step += 1
        running.append((loss.item(), risk.item()))
        if time.time() - last_log > options.log_seconds:
            last_log = time.time()
            shadow.load_state_dict(average)
            scores = choose(shadow.eval(), cohort)
            row = [f"{minutes:.1f}", step, *(f"{x:.4f}" for x in np.mean(running, 0)), *(f"{x:.4f}" for x in scores)]
            with LOG.open("a") as log:
                csv.writer(log, lineterminator="\n").writerow(row)
            print(row, flush=True)
            running = []
            save(master, average, optimiser, minutes, step)
    save(master, average, optimiser, minutes, step)


def save(master, average, optimiser, minutes, step):
    torch.save({"model": average, "last": master.state_dict(), "optimiser": optimiser.state_dict(), "spent": minutes, "step": step}, CHECKPOINT)


if __name__ == "__main__":
    main()
