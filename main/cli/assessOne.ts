import type { ViewKind } from '../../app/case/patientCase.ts';
import { FailureError } from '../../app/failure.ts';
import { factsFromOptions, languageOf, type RawOptions } from './options.ts';
import { assessmentJson, writeMasks, writeWhole } from './output.ts';
import { readBytes, readReportFile, readView } from './readFiles.ts';
import { openSession } from './session.ts';
import { summarise } from './summary.ts';

/** `thyromap assess --transverse … --longitudinal …`: one case, summary on standard output. */
export async function assessOne(options: RawOptions): Promise<void> {
  const language = languageOf(options);
  const { spacingMmPerPx, ...facts } = factsFromOptions(options);
  const files = (['transverse', 'longitudinal'] as const).flatMap(
    (kind): { kind: ViewKind; file: string }[] => {
      const file = options[kind];
      return file === undefined ? [] : [{ kind, file }];
    },
  );
  if (files.length === 0) throw new FailureError('cli.noView');
  const report = options.report === undefined ? '' : readReportFile(options.report);
  const read = await Promise.all(
    files.map(({ kind, file }) => readView(kind, readBytes(file), file, spacingMmPerPx)),
  );
  const session = openSession(options);
  try {
    const assessment = await session.assess({
      caseId: 'terminal',
      caseRevision: 1,
      facts: {
        ...facts,
        ageYears: facts.ageYears ?? read.find((r) => r.ageYears !== null)?.ageYears ?? null,
        sex: facts.sex ?? read.find((r) => r.sex !== null)?.sex ?? null,
        report,
      },
      views: read.map((r) => r.view),
    });
    if (options.json !== undefined)
      writeWhole(options.json, `${JSON.stringify(assessmentJson(assessment), null, 2)}\n`);
    if (options.masks !== undefined) await writeMasks(options.masks, assessment);
    console.log(summarise(assessment, language));
  } finally {
    await session.close();
  }
}
