/**
 * Measures CSASN's subtype pack through the product's own steps (detection, crop, runner, calibration) on drawn necks
 * that it never saw, and counts how often it raises a question on the real frames of TN5000's validation split,
 * nearly none of which are such a subtype: every alert there counts as false. Usage: npm run evaluate:subtype
 */
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { NO_ALERT } from '../app/opinion/subtype.ts';
import { packManifestSchema } from '../app/pack/manifest.ts';
import { reliabilityInTenths } from '../app/pack/reliability.ts';
import { SUBTYPE_LOOKS } from '../app/phantom/subtypeLooks.ts';
import { wilson } from '../app/statistics/wilson.ts';
import type { Figure } from './figure.ts';
import { malignancyCases } from './malignancy/cases.ts';
import { printReliability } from './printReliability.ts';
import { openSubtype } from './subtype/ask.ts';
import { subtypeCases } from './subtype/cases.ts';
import { COMMAND, COUNTS, SUBTYPE_EVALUATION, SUBTYPE_PACK, type SubtypeEvaluation } from './subtype/pack.ts';
import { SHARED } from './trainingData.ts';

const NAMES: Record<string, string> = { ftc: 'follicular', mtc: 'medullary', atc: 'anaplastic' };
const RARE = SUBTYPE_LOOKS.filter((look) => look !== NO_ALERT);
const PRIOR = 1 / SUBTYPE_LOOKS.length;

const manifest = packManifestSchema.parse(
  JSON.parse(readFileSync(path.join(SUBTYPE_PACK, 'manifest.json'), 'utf8')),
);
const file = path.join(SUBTYPE_PACK, manifest.networks[0]!.file);
const ask = await openSubtype(file, manifest);

type Said = { look: string; named: string; likeliest: { name: string; probability: number } | null };
const drawn: Said[] = [];
for (const { look, views } of await subtypeCases('test', COUNTS.test)) {
  const answer = await ask(views);
  const likeliest = answer?.classes.reduce((best, one) => (one.probability > best.probability ? one : best));
  drawn.push({ look, named: answer?.positive ?? NO_ALERT, likeliest: likeliest ?? null });
}
const answered = drawn.flatMap(({ look, likeliest }) => (likeliest ? [{ look, likeliest }] : []));
console.log(`${drawn.length} drawn necks, ${drawn.length - answered.length} without a detection (no alert)`);
printConfusion();

const figures: Figure[] = [...RARE.flatMap(classFigures), silence(), ...(await onRealFrames())];
for (const { name, on, value, interval, baseline } of figures) {
  const spread = interval ? ` (${interval.map((end) => end.toFixed(3)).join('–')})` : '';
  console.log(
    `${name.padEnd(34)} ${value.toFixed(3)}${spread}   ${baseline?.name} ${baseline?.value.toFixed(3)}   ${on}`,
  );
}
const evaluation: SubtypeEvaluation = {
  sha256: createHash('sha256').update(readFileSync(file)).digest('hex'),
  figures,
  reliability: {
    on: `${answered.length} drawn necks that neither training nor calibration saw: simulated`,
    of: 'likeliest',
    simulated: true,
    command: COMMAND,
    bins: reliabilityInTenths(
      answered.map(({ likeliest }) => likeliest.probability),
      answered.map(({ look, likeliest }) => look === likeliest.name),
    ),
  },
};
printReliability(evaluation.reliability);
mkdirSync(path.dirname(SUBTYPE_EVALUATION), { recursive: true });
writeFileSync(SUBTYPE_EVALUATION, `${JSON.stringify(evaluation, null, 2)}\n`);
console.log(`Written to ${SUBTYPE_EVALUATION}`);

function share(name: string, on: string, cases: readonly boolean[], baseline: Figure['baseline']): Figure {
  const hits = cases.filter(Boolean).length;
  return { name, on, value: hits / cases.length, interval: wilson(hits, cases.length), baseline };
}

function classFigures(look: (typeof RARE)[number]): Figure[] {
  const of = drawn.filter((one) => one.look === look);
  const others = drawn.filter((one) => one.look !== look);
  return [
    share(
      `${NAMES[look]}: sensitivity`,
      `${of.length} drawn necks of this look, simulated`,
      of.map((one) => one.named === look),
      { name: 'class prior', value: PRIOR },
    ),
    share(
      `${NAMES[look]}: specificity`,
      `${others.length} drawn necks of the other three looks, simulated`,
      others.map((one) => one.named !== look),
      { name: 'class prior', value: 1 - PRIOR },
    ),
  ];
}

/** Papillary, hyperplastic and benign looks on which nothing was said. */
function silence(): Figure {
  const others = drawn.filter((one) => one.look === NO_ALERT);
  return share(
    'no alert on other looks',
    `${others.length} drawn necks of other looks, simulated`,
    others.map((one) => one.named === NO_ALERT),
    { name: 'class prior', value: PRIOR },
  );
}

async function onRealFrames(): Promise<Figure[]> {
  if (!existsSync(SHARED)) {
    console.error(`The data folder ${SHARED} is not here: alerts on real frames were not counted.`);
    return [];
  }
  const named: string[] = [];
  for await (const { frame, detected } of malignancyCases('validation')) {
    if (!detected) continue;
    const answer = await ask([{ kind: 'transverse', frame, box: detected }]);
    named.push(answer?.positive ?? NO_ALERT);
  }
  const on = `${named.length} real frames, tn5000 validation split, the product's own detections`;
  const baseline = (name: string) => ({
    name: 'on drawn other looks',
    value: rate(drawn.filter((one) => one.look === NO_ALERT).map((one) => one.named === name)),
  });
  return [
    share(
      'alerts on real frames',
      on,
      named.map((one) => one !== NO_ALERT),
      {
        name: 'on drawn other looks',
        value: rate(drawn.filter((one) => one.look === NO_ALERT).map((one) => one.named !== NO_ALERT)),
      },
    ),
    ...RARE.map((look) =>
      share(
        `of them ${NAMES[look]}`,
        on,
        named.map((one) => one === look),
        baseline(look),
      ),
    ),
  ];
}

function rate(cases: readonly boolean[]): number {
  return cases.filter(Boolean).length / cases.length;
}

function printConfusion(): void {
  console.log(`drawn as ↓, named →  ${SUBTYPE_LOOKS.map((look) => look.padStart(6)).join('')}`);
  for (const look of SUBTYPE_LOOKS) {
    const of = drawn.filter((one) => one.look === look);
    const counts = SUBTYPE_LOOKS.map((name) => of.filter((one) => one.named === name).length);
    console.log(`${look.padEnd(20)} ${counts.map((count) => String(count).padStart(6)).join('')}`);
  }
}
