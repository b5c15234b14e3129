import { readFileSync, writeFileSync } from 'node:fs';
import type { Figure } from '../figure.ts';

const COMMAND = 'npm run evaluate:malignancy';
const NOTE =
  'Intervals: bootstrap of pictures, 1,000 draws. "Drawn boxes" only shows what finding the nodule costs.';

/** Puts the figures into a card's "Measured" section; everything else in the card is written by hand and stays. */
export function writeFigures(
  card: string,
  figures: readonly Figure[],
  { command = COMMAND, note = NOTE } = {},
): void {
  const heading = `## Measured: \`${command}\`\n`;
  const text = readFileSync(card, 'utf8');
  const start = text.indexOf(heading);
  const end = text.indexOf('\n## ', start + 1);
  if (start < 0 || end < 0) throw new Error(`${card} has no section "Measured" with another one after it`);
  writeFileSync(card, `${text.slice(0, start)}${heading}${table(figures, note)}${text.slice(end)}`);
}

function table(figures: readonly Figure[], note: string): string {
  const rows = figures.map(({ name, on, value, interval, baseline }) => {
    const spread = interval ? ` (${interval.map((end) => end.toFixed(3)).join('–')})` : '';
    const beside = baseline ? `${baseline.name} ${baseline.value.toFixed(3)}` : '';
    return `| ${name} | ${on} | ${value.toFixed(3)}${spread} | ${beside} |`;
  });
  return [
    '| figure | on | value (95% interval) | beside it |',
    '|---|---|---|---|',
    ...rows,
    '',
    note,
    '',
  ].join('\n');
}
