import type { Assessment } from '../../app/case/assessment.ts';
import type { Settings } from '../../app/settings.ts';
import { DEFAULT_SETTINGS } from '../../app/settings.ts';
import { createInference } from '../inference/client.ts';
import { forkInference } from '../inference/fork.ts';
import { mainLineFolder, opinionPacks } from '../packs/installed.ts';
import { importedPacksFolder, type PackFolders } from '../packs/packFolders.ts';
import { assess } from '../pipeline/assess.ts';
import type { AssessControl, AssessInput } from '../pipeline/assessInput.ts';
import { dataFolder, packsFolder } from '../shell/folders.ts';
import { numberOption, type RawOptions } from './options.ts';

/** The same pipeline as the windows use, with its own inference process and no store. */
export type Session = {
  readonly settings: Settings;
  assess(
    input: Omit<AssessInput, 'settings'>,
    control?: Omit<AssessControl, 'inference'>,
  ): Promise<Assessment>;
  close(): Promise<void>;
};

/** The packs that the windows use too: those of the product and those a person has imported. */
export function packFolders(): PackFolders {
  return { shipped: packsFolder(), imported: importedPacksFolder(dataFolder()) };
}

export function openSession(options: RawOptions): Session {
  const settings: Settings = {
    ...DEFAULT_SETTINGS,
    prevalence: numberOption('--prevalence', options.prevalence, 0.01, 0.99) ?? DEFAULT_SETTINGS.prevalence,
    inferenceThreads:
      numberOption('--threads', options.threads, 1, 16, true) ?? DEFAULT_SETTINGS.inferenceThreads,
  };
  const folders = packFolders();
  const inference = createInference({
    start: forkInference,
    packFolder: () => mainLineFolder(folders),
    threads: () => settings.inferenceThreads,
  });
  return {
    settings,
    // The record is all that a terminal leaves: nobody opens it later to ask what a part of the report does.
    assess: (input, control = {}) =>
      assess(
        { ...input, settings },
        { opinionPacks: () => opinionPacks(folders), withReportParts: true, ...control, inference },
      ),
    close: () => inference.close(),
  };
}
