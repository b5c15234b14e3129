import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { faithfulnessSchema } from '../../../app/explanation/faithfulness.ts';
import { neutralSchema } from '../../../app/explanation/neutral.ts';
import { type NetworkManifest, packManifestSchema } from '../../../app/pack/manifest.ts';
import { cardSection } from './cardSection.ts';

/** What was measured of the shipped fusion network's explanations; kept beside the training logs, taken into the pack. */
export const explanationsSchema = z.object({ neutral: neutralSchema, faithfulness: faithfulnessSchema });
export type Explanations = z.infer<typeof explanationsSchema>;

const ROOT = path.resolve(import.meta.dirname, '../../..');
const LOG = path.join(ROOT, 'models/training/logs/fusion-explanations.json');
const PACK = path.join(ROOT, 'models/packs/llnm-1.0.0');
const HEADING = '## Explanations that hold';

/** A fusion network's entry with its measured explanations; without them where they belong to other weights. */
export function withExplanations(network: NetworkManifest): NetworkManifest {
  const { faithfulness: _earlier, ...rest } = network;
  const { neutral: _neutral, ...parameters } = network.parameters;
  const found = existsSync(LOG) ? explanationsSchema.parse(JSON.parse(readFileSync(LOG, 'utf8'))) : null;
  if (found?.faithfulness.of !== network.sha256) return { ...rest, parameters };
  return { ...rest, parameters: { ...parameters, neutral: found.neutral }, faithfulness: found.faithfulness };
}

/** Writes the log, the shipped manifest and the section of the fusion network's card. */
export function writeExplanations(explanations: Explanations): string[] {
  writeFileSync(LOG, `${JSON.stringify(explanations, null, 1)}\n`);
  const manifestFile = path.join(PACK, 'manifest.json');
  const manifest = packManifestSchema.parse(JSON.parse(readFileSync(manifestFile, 'utf8')));
  const networks = manifest.networks.map((one) => (one.role === 'fusion' ? withExplanations(one) : one));
  writeFileSync(
    manifestFile,
    `${JSON.stringify(packManifestSchema.parse({ ...manifest, networks }), null, 2)}\n`,
  );
  const cardFile = path.join(PACK, 'fusion.md');
  const card = readFileSync(cardFile, 'utf8');
  const start = card.indexOf(HEADING);
  const end = start < 0 ? -1 : card.indexOf('\n## ', start + HEADING.length);
  const section = `${HEADING}\n${cardSection(explanations.faithfulness)}`;
  const before = start < 0 ? `${card.trimEnd()}\n\n` : card.slice(0, start);
  const after = start < 0 || end < 0 ? '' : card.slice(end + 1);
  writeFileSync(cardFile, `${before}${section}${after ? `\n${after}` : ''}`);
  return [LOG, manifestFile, cardFile].map((file) => path.relative(ROOT, file));
}
