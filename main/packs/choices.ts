import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { FailureError } from '../../app/failure.ts';
import { packTaskSchema } from '../../app/pack/manifest.ts';

/**
 * Which packs a person has switched on or off. A choice names the manifest by its hash: what was activated is what
 * was checked then, and a pack that has changed since is not quietly used. Kept beside the imported packs and not
 * in the case store, so that the Models screen works when the store does not, and the terminal without one.
 */
const choiceSchema = z.object({
  name: z.string(),
  version: z.string(),
  task: packTaskSchema,
  sha256: z.string().length(64),
  active: z.boolean(),
});
export type PackChoice = z.infer<typeof choiceSchema>;
const choicesSchema = z.object({ schema: z.literal(1), choices: z.array(choiceSchema).max(1000) });

const FILE = 'choices.json';

/** @throws FailureError `pack.choicesUnreadable`: what was chosen is not known, and guessing would be worse. */
export function readChoices(importedFolder: string | null): PackChoice[] {
  if (importedFolder === null) return [];
  const file = join(importedFolder, FILE);
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw new FailureError('pack.choicesUnreadable', { file }, String(error));
  }
  try {
    return choicesSchema.parse(JSON.parse(text)).choices;
  } catch (error) {
    throw new FailureError('pack.choicesUnreadable', { file }, String(error).slice(0, 2000));
  }
}

/** Writes the whole file or nothing. */
export function writeChoices(importedFolder: string, choices: readonly PackChoice[]): void {
  const file = join(importedFolder, FILE);
  const part = `${file}.part-${process.pid}`;
  try {
    mkdirSync(importedFolder, { recursive: true });
    writeFileSync(part, JSON.stringify({ schema: 1, choices }, null, 1));
    renameSync(part, file);
  } catch (error) {
    rmSync(part, { force: true });
    throw new FailureError('pack.cannotWrite', { folder: importedFolder }, String(error));
  }
}

/**
 * The choices after a pack was switched. Of packs that answer the same question in the same name only one is on;
 * of the main line only one at all.
 */
export function withChoice(choices: readonly PackChoice[], chosen: PackChoice): PackChoice[] {
  const rivals = (one: PackChoice): boolean =>
    one.task === chosen.task && (one.task === 'lateralNeck' || one.name === chosen.name);
  const kept = choices.filter((one) => one.sha256 !== chosen.sha256 && !(chosen.active && rivals(one)));
  return [...kept, chosen];
}
