import { ASSESSMENT_STEPS } from '../../app/case/assessment.ts';
import { opinionPacks } from '../../main/packs/installed.ts';
import { assess } from '../../main/pipeline/assess.ts';
import { explainReportAgain } from '../../main/pipeline/explainReportAgain.ts';
import { viewsAsAssessed } from '../../main/pipeline/viewsAsAssessed.ts';
import { packsFolder } from '../../main/shell/folders.ts';
import { benchCases } from './benchCases.ts';
import { median, milliseconds, type Verdict, verdict } from './report.ts';
import { onInference, type TimedInference } from './timedInference.ts';

const ROUNDS = 5;
const TARGET_MS = 1500;

/**
 * The whole assessment of a two-view case, second opinions and all, through the real inference process, warm, two
 * threads. Peer: the time the networks alone take in the same runs, which no pipeline around them can beat.
 */
export function assessment(): Promise<Verdict> {
  return onInference(packsFolder(), measure);
}

async function measure({ inference, networksMs }: TimedInference): Promise<Verdict> {
  const opinions = opinionPacks({ shipped: packsFolder(), imported: null });
  const { name, cases } = await benchCases();
  const whole: number[] = [];
  const networks: number[] = [];
  const reports: number[] = [];
  const steps = new Map<string, number[]>();
  let runs = 0;
  for (let round = -1; round < ROUNDS; round++) {
    for (const input of cases) {
      networksMs();
      const start = performance.now();
      const result = await assess(input, { inference, opinionPacks: () => opinions });
      if (round < 0) continue;
      const wall = performance.now() - start;
      runs++;
      // A withheld estimate skips the fusion and would flatter the figure.
      if (!result.risk) continue;
      whole.push(wall);
      networks.push(networksMs());
      const opened = performance.now();
      const views = viewsAsAssessed(input.views, result);
      await explainReportAgain(views, input, inference, new AbortController().signal);
      reports.push(performance.now() - opened);
      for (const step of ASSESSMENT_STEPS) {
        steps.set(step, [...(steps.get(step) ?? []), result.timingsMs[step]]);
      }
    }
  }
  if (whole.length === 0) return verdict(false, `none of ${runs} assessments on ${name} gave an estimate`);
  console.log(`${cases.length} two-view cases from ${name}, ${ROUNDS} rounds after a warm-up, 2 threads`);
  console.log(
    `whole assessment: ${milliseconds(whole)}; ${whole.length} of ${runs} runs gave an estimate, only those count`,
  );
  console.log(`networks alone:   ${milliseconds(networks)}`);
  const total = [...steps.values()].reduce((sum, times) => sum + median(times), 0);
  for (const [step, times] of steps) {
    console.log(
      `  ${step.padEnd(13)} ${median(times).toFixed(1).padStart(8)} ms  ${((100 * median(times)) / total).toFixed(1).padStart(5)}%`,
    );
  }
  console.log(`then, when the result is opened, its report part by part: ${milliseconds(reports)}`);
  return verdict(
    median(whole) <= TARGET_MS,
    `whole two-view assessment on ${name}: median ${median(whole).toFixed(0)} ms (target: ${TARGET_MS}), ${(median(whole) / median(networks)).toFixed(2)} times the networks alone`,
  );
}
