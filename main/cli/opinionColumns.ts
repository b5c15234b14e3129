import type { assessmentJson } from './output.ts';

type OpinionJson = ReturnType<typeof assessmentJson>['opinions'][number];

/** A system's columns in the summary: heading and what stands under it. */
export type OpinionColumns = {
  readonly headings: readonly string[];
  readonly cells: (opinions: readonly OpinionJson[]) => unknown[];
};

/**
 * The columns of every system that was asked in any of the results, in the order met: its class, that class's
 * probability with its 95% interval, why there is none, whether its labels are simulated and whether it is
 * experimental. Without a calibration, and where a pack may only raise a question, only the class stands there: a
 * number would be read as a share of patients.
 */
export function opinionColumns(results: readonly { readonly opinions: readonly OpinionJson[] }[]) {
  const systems = new Map<string, { system: string; name: string }>();
  for (const { opinions } of results)
    for (const { system, pack } of opinions) systems.set(pack.name, { system, name: pack.name });
  const all = [...systems.values()];
  return all.map(({ system, name }): OpinionColumns => {
    const alone = all.filter((one) => one.system === system).length === 1;
    const prefix = alone ? system : `${system} (${name})`;
    return {
      headings: [
        'class',
        'probability',
        'low',
        'high',
        'notGiven',
        'simulatedLabels',
        'experimental',
        'pack',
      ].map((column) => `${prefix} ${column}`),
      cells: (opinions) => {
        const opinion = opinions.find((one) => one.pack.name === name);
        if (!opinion) return ['', '', '', '', '', '', '', ''];
        const { answer, calibrated } = opinion;
        return [
          spoken(opinion),
          calibrated ? answer?.probability?.toFixed(3) : '',
          calibrated ? answer?.interval?.[0].toFixed(3) : '',
          calibrated ? answer?.interval?.[1].toFixed(3) : '',
          opinion.notGiven,
          opinion.simulatedLabels ? 1 : 0,
          opinion.experimental ? 1 : 0,
          `${name} ${opinion.pack.version}`,
        ];
      },
    };
  });
}

/** The class whose probability stands beside it; without a calibration the one it leans to. */
function spoken({ answer, calibrated }: OpinionJson): string {
  if (!answer) return '';
  if (answer.positive && (calibrated || answer.probability === null)) return answer.positive;
  return answer.classes.reduce((best, one) => ((one.probability ?? 0) > (best.probability ?? 0) ? one : best))
    .name;
}
