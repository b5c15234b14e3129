"""The semi-synthetic cohort as TMDL learns from it ("simulated labels"): cases, their parts of the log-odds, and batches
with parts of cases recombined and inputs taken away. Used by train_tmdl.py, which says why."""

import json
import math

import numpy as np
import torch

import tmdl

SIDE = tmdl.MAP_SIDE
DROP = {"report": 0.08, "sex": 0.08, "age": 0.08, "scale": 0.35, "location": 0.07, "transform": 0.1, "morphology": 0.07}
# A nodule in a location map without the distance transform, which then shows its place in the gland's box alone.
PLACE_ONLY = 0.5
# The gland's depth where it is unknown (`glandNumbers` in the product).
TYPICAL_GLAND_NUMBER = 0.9
ONE_MODALITY = 0.12
# Beyond this a risk is as good as 0 or 1.
LOG_ODDS_LIMIT = 10.0
RECOMBINED = 0.5
# Of the eight features, those before sex and age have parts to be read; a seventh is the place, beside the distance.
PARTS = 6
# Report lengths vary from step to step; a buffer for every length would fill the memory (23 GB in eight minutes).
LENGTH_STEP = 10


class Cohort:
    def __init__(self, folder):
        features = json.loads((folder / "features.json").read_text())
        self.cases = json.loads((folder / "cases.json").read_text())["cases"]
        self.evidence = json.loads((folder / "evidence.json").read_text())
        views = features["views"]
        self.locations = np.memmap(folder / "locations.u8", np.uint8, "r").reshape(-1, SIDE, SIDE)
        self.textures = np.memmap(folder / "textures.u8", np.uint8, "r").reshape(-1, SIDE, SIDE)
        self.margins = np.memmap(folder / "margins.u8", np.uint8, "r").reshape(-1, SIDE, SIDE)
        self.reports = np.memmap(folder / "reports.f16", np.float16, "r").reshape(-1, tmdl.REPORT_TOKENS, tmdl.REPORT_WIDTH)
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
