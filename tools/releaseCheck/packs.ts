import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { type PackManifest, packManifestSchema } from '../../app/pack/manifest.ts';
import { ROOT } from '../setup/paths.mjs';
import { type Check, judge } from './check.ts';

const PACKS = join(ROOT, 'models', 'packs');
const SIZE_MAX_MB = 80;

const folders = (): string[] =>
  readdirSync(PACKS).filter((name) => existsSync(join(PACKS, name, 'manifest.json')));

const manifestOf = (name: string): PackManifest =>
  packManifestSchema.parse(JSON.parse(readFileSync(join(PACKS, name, 'manifest.json'), 'utf8')));

export const packFigures: Check = {
  name: 'figures of each pack',
  async run() {
    const problems: string[] = [];
    let figures = 0;
    for (const folder of folders()) {
      const manifest = manifestOf(folder);
      const metrics = [...(manifest.metrics ?? []), ...manifest.networks.flatMap((one) => one.metrics)];
      figures += metrics.length;
      // A pack that only raises a question shows no share; its card holds what was counted.
      if (metrics.length === 0 && !hasMeasuredCard(folder)) problems.push(`${folder}: no figure`);
      for (const metric of metrics)
        if (!/npm run \w/.test(metric.command)) problems.push(`${folder}: ${metric.name} names no command`);
      for (const { card } of manifest.networks)
        if (!existsSync(join(PACKS, folder, card))) problems.push(`${folder}: ${card} is missing`);
    }
    return judge(
      problems,
      `${folders().length} packs, ${figures} figures, each with its command; every card there`,
    );
  },
};

/** A card with a table of figures and the command that prints them. */
function hasMeasuredCard(folder: string): boolean {
  const cards = readdirSync(join(PACKS, folder)).filter((name) => name.endsWith('.md'));
  return cards.some((card) => {
    const text = readFileSync(join(PACKS, folder, card), 'utf8');
    return /npm run evaluate:\w/.test(text) && /\|[^|]*\d[^|]*\|/.test(text);
  });
}

export const packSize: Check = {
  name: 'size of the packs',
  async run() {
    const bytes = folders()
      .flatMap((folder) => readdirSync(join(PACKS, folder)).map((file) => join(PACKS, folder, file)))
      .reduce((sum, file) => sum + statSync(file).size, 0);
    const megabytes = bytes / 1e6;
    return judge(
      megabytes < SIZE_MAX_MB ? [] : [`${megabytes.toFixed(1)} MB`],
      `${megabytes.toFixed(1)} MB (limit ${SIZE_MAX_MB})`,
    );
  },
};
