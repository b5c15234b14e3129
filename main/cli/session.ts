import type { Assessment } from '../../app/case/assessment.ts';
import type { Settings } from '../../app/settings.ts';
import { DEFAULT_SETTINGS } from '../../app/settings.ts';
import { createInference } from '../inference/client.ts';
import { forkInference } from '../inference/fork.ts';
import { activePackFolder } from '../inference/packFiles.ts';
import { assess } from '../pipeline/assess.ts';
import type { AssessControl, AssessInput } from '../pipeline/assessInput.ts';
import { packsFolder } from '../shell/folders.ts';
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

export function openSession(options: RawOptions): Session {
  const settings: Settings = {
    ...DEFAULT_SETTINGS,
    prevalence: numberOption('--prevalence', options.prevalence, 0.01, 0.99) ?? DEFAULT_SETTINGS.prevalence,
    inferenceThreads:
      numberOption('--threads', options.threads, 1, 16, true) ?? DEFAULT_SETTINGS.inferenceThreads,
  };
  const inference = createInference({
    start: forkInference,
    packFolder: () => activePackFolder(packsFolder()),
    threads: () => settings.inferenceThreads,
  });
  return {
    settings,
    assess: (input, control = {}) => assess({ ...input, settings }, { ...control, inference }),
    close: () => inference.close(),
  };
}
