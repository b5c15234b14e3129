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
# The gland's depth where it is unknown (`glandNumbers` in the product).
TYPICAL_GLAND_NUMBER = 0.9
ONE_MODALITY = 0.12
LOSS = {"stage": 0.3, "groups": 0.3, "logOdds": 0.25, "parts": 0.6}
# Beyond this a risk is as good as 0 or 1.
LOG_ODDS_LIMIT = 10.0
RECOMBINED = 0.5
# Of the eight features, those before sex and age have parts to be read; a seventh is the place, beside the distance.
PARTS = 6
# Report lengths vary from step to step; a buffer for every length would fill the memory (23 GB in eight minutes).
LENGTH_STEP = 10


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
        self.gland_known = np.array([v["glandKnown"] for v in views], np.float32)
        self.gland_unknown = np.array([v["glandUnknown"] for v in views], np.float32)
        # What the embeddings learn first: per view, roughly standardised.
        self.measures = np.array([[
            1 / (1 + math.exp((v["distanceMm"] - 2.8) / 0.8)), math.exp(-v["distanceMm"] / 2.5), v["distanceMm"] / v["halfThicknessMm"], v["lengthMm"] / v["halfThicknessMm"],
            v["across"], v["ratio"], v["heterogeneity"] * 3, v["echogenicity"] / 32, v["sharpness"] * 10,
        ] for v in views], np.float32)
        column = lambda name: np.array([c[name] for c in self.cases])
        self.split, self.pair, self.length = column("split"), column("views"), column("reportLength")
        # Who comes to the decision; the others of the training split serve recombined rows.
        self.selected = column("selected").astype(bool)
        self.all_train = np.flatnonzero(self.split == "train")
        self.train = np.flatnonzero((self.split == "train") & self.selected)
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
        self.terms = {name: t(name).astype(np.float32) for name in ("location", "morphology", "report", "demographics")}
        self.intercept = float((self.log_odds - sum(self.terms.values())).mean())
        # The pole shows in a longitudinal view alone; where none is given it may be any of those that there are.
        self.place = column("placeTerm").astype(np.float32)
        self.longitudinal = np.array([v["kind"] == "longitudinal" for v in views])
        self.places, counts = np.unique(self.place[self.train], return_counts=True)
        self.place_shares = counts / counts.sum()
        self.parts = np.concatenate((self.parts, self.place[:, None]), 1)
        self.parts[:, 0] -= self.place
        of_view = np.full(len(views), float(self.places @ self.place_shares), np.float32)
        for k in (0, 1):
            seen = self.longitudinal[self.pair[:, k]]
            of_view[self.pair[seen, k]] = self.place[seen]
        self.measures = np.concatenate((self.measures, of_view[:, None]), 1)
        self.part_mean, self.part_deviation = self.parts[self.train].mean(0), self.parts[self.train].std(0)
        self.single = self.fit_single()

    def fit_single(self):
        """Per feature (intercept, slope): the probability given that feature alone, fitted on training cases."""
        train = self.train
        p = 1 / (1 + np.exp(-self.log_odds[train]))
        d = self.evidence["demographics"]
        columns = list(self.singles(train).T) + [self.male[train] * d["male"], d["per15Years"] * (self.age[train] - 43) / 15]
        return np.array([newton(x, p) for x in columns], np.float32)

    def singles(self, index, others=None):
        """The parts as the features carry them: distance and place are one."""
        parts = self.parts[index] if others is None else others
        return np.concatenate((parts[:, :1] + parts[:, PARTS:], parts[:, 1:PARTS]), 1)

    def draw_demographics(self, count, rng):
        e = self.evidence["population"]
        male = (rng.random(count) >= e["femaleShare"]).astype(np.float32)
        age = np.clip(np.round(rng.normal(e["ageMedian"], e["ageDeviation"], count)), e["ageMin"], e["ageMax"])
        return male, age.astype(np.float32)

    def maps(self, placed, views):
        """Location maps of the views `placed`, texture and margin of `views`."""
        location = torch.from_numpy(self.locations[placed].astype(np.float32))
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
    mixed = rng.random(n) < (RECOMBINED if training else 0)
    other = lambda: np.where(mixed, rng.choice(cohort.all_train, n), index)
    place, picture, words = (other() for _ in range(3)) if training else (index,) * 3
    shown = rng.integers(0, 2, n)
    views_of = lambda cases: (cohort.pair[cases][np.arange(n), shown][:, None] if views_each == 1 else cohort.pair[cases]).reshape(-1)
    views, placed = views_of(picture), views_of(place)
    location, texture, margin = cohort.maps(placed, views)
    if training:
        male, age = cohort.draw_demographics(n, rng)
        d = cohort.evidence["demographics"]
        terms = cohort.terms
        log_odds = (cohort.intercept + terms["location"][place] + terms["morphology"][picture] + terms["report"][words]
                    + male * d["male"] + d["per15Years"] * (age - 43) / 15)
        unseen = (views_each == 1) & ~cohort.longitudinal[placed]
        if views_each == 1:
            risks = 1 / (1 + np.exp(-(log_odds - cohort.place[place])[:, None] - cohort.places[None]))
            risk = np.clip(risks @ cohort.place_shares, 1e-7, 1 - 1e-7)
            log_odds = np.where(unseen, np.log(risk / (1 - risk)), log_odds)
        drop = {name: (rng.random(n) < share).astype(np.float32) for name, share in DROP.items()}
        kept = rng.integers(0, 4, n)
        alone_here = rng.random(n) < ONE_MODALITY
        for k, names in enumerate((("location",), ("morphology",), ("report",), ("sex", "age"))):
            for name in names:
                drop[name] = np.where(alone_here, (kept != k).astype(np.float32), drop[name])
        for name in ("report", "location", "transform", "morphology"):
            drop[name] = np.where(mixed, 0, drop[name]).astype(np.float32)
        for name in ("sex", "age"):
            drop[name] = np.where(mixed & alone_here, 0, drop[name]).astype(np.float32)
    else:
        male, age, log_odds = cohort.male[index], cohort.age[index], cohort.log_odds[index]
        drop = {name: np.zeros(n, np.float32) for name in DROP}
    length = cohort.length[words] * (1 - drop["report"])
    longest = min(tmdl.REPORT_TOKENS, -(-int(cohort.length[words].max()) // LENGTH_STEP) * LENGTH_STEP) if training else tmdl.REPORT_TOKENS
    report = torch.from_numpy(np.ascontiguousarray(cohort.reports[words][:, :longest])).float()
    mask = torch.from_numpy((np.arange(longest)[None] < length[:, None]).astype(np.float32))
    sex_known, age_known = 1 - drop["sex"], 1 - drop["age"]
    demographics = torch.from_numpy(np.stack((male * sex_known, sex_known, (age - 43) / 15 * age_known, age_known), 1))
    scale = np.repeat(1 - drop["scale"], views_each)[:, None]
    morphology = torch.from_numpy(cohort.known[views] * scale + cohort.unknown[views] * (1 - scale))
    gland = torch.from_numpy(cohort.gland_known[placed] * scale + cohort.gland_unknown[placed] * (1 - scale))
    each = lambda x: x.repeat_interleave(views_each, 0)
    no_transform = each(torch.from_numpy(drop["transform"]))[:, None, None, None]
    location = torch.where((no_transform > 0) & (location >= 0), torch.full_like(location, PLACE_ONLY), location)
    location = torch.where((no_transform > 0) & (location < 0), torch.full_like(location, -1), location)
    no_location, no_morphology = (each(torch.from_numpy(drop[name]))[:, None] for name in ("location", "morphology"))
    location = torch.where(no_location[:, :, None, None] > 0, torch.full_like(location, -1), location)
    no_depth = torch.maximum(no_location, no_transform[:, :, 0, 0])[:, 0] > 0
    gland[:, 0] = torch.where(no_depth, torch.full_like(gland[:, 0], TYPICAL_GLAND_NUMBER), gland[:, 0])
    texture, margin = (x * (1 - no_morphology[:, :, None, None]) for x in (texture, margin))
    morphology = morphology * (1 - no_morphology)
    d = cohort.evidence["demographics"]
    parts = np.concatenate((cohort.parts[place][:, :1], cohort.parts[words][:, 1:2], cohort.parts[picture][:, 2:PARTS],
                            cohort.parts[place][:, PARTS:]), 1)
    alone = np.concatenate((cohort.singles(None, parts), np.stack((male * d["male"], d["per15Years"] * (age - 43) / 15), 1)), 1)
    alone = alone * cohort.single[:, 1] + cohort.single[:, 0]
    weight = np.ones((n, 8), np.float32)
    weight[:, 0], weight[:, 1], weight[:, 6], weight[:, 7] = (1 - drop["location"]) * (1 - drop["transform"]), 1 - drop["report"], sex_known, age_known
    weight[:, 2:6] = 1 - drop["morphology"][:, None]
    seen = np.any(cohort.longitudinal[placed].reshape(n, -1), 1)
    target = torch.from_numpy(1 / (1 + np.exp(-log_odds))).float()
    inputs = (location, texture, margin, each(report), each(mask), each(demographics.float()), morphology.float(), gland.float())
    whole = np.prod([1 - drop[name] for name in drop if name != "scale"], axis=0).astype(np.float32)
    return inputs, {
        "logOdds": torch.from_numpy(log_odds).float().clamp(-LOG_ODDS_LIMIT, LOG_ODDS_LIMIT), "whole": torch.from_numpy(whole),
        "risk": target, "stages": stage_targets(cohort, torch.from_numpy(log_odds).float()),
        "alone": torch.from_numpy(alone).float().sigmoid(), "weight": torch.from_numpy(weight),
        "partWeight": torch.from_numpy(np.concatenate((weight[:, :PARTS], ((1 - drop["location"]) * seen)[:, None]), 1)).float(),
        "parts": torch.from_numpy((parts - cohort.part_mean) / cohort.part_deviation).float(),
    }


def stage_targets(cohort, log_odds):
    b = cohort.evidence["burden"]
    risk = log_odds.sigmoid()
    two = risk * torch.sigmoid(b["slope"] * (log_odds - b["stage2At"]))
    three = risk * torch.sigmoid(b["slope"] * (log_odds - b["stage3At"]))
    return torch.stack((1 - two, two - three, three), 1)


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
    cohort = Cohort()
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
