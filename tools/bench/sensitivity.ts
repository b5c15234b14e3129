import { assess } from '../../main/pipeline/assess.ts';
import { sensitivityOf } from '../../main/pipeline/sensitivity.ts';
import { viewsAsAssessed } from '../../main/pipeline/viewsAsAssessed.ts';
import { packsFolder } from '../../main/shell/folders.ts';
import { benchCases } from './benchCases.ts';
import { median, milliseconds, notRun, type Verdict, verdict } from './report.ts';
import { onInference, type TimedInference } from './timedInference.ts';

const ROUNDS = 2;
/** As long as a person attends to one thing without another (J. Nielsen, Usability Engineering, 1993, ch. 5). */
const TARGET_MS = 10_000;

/**
 * "What would change this estimate?" for an assessed two-view case, as the backend answers it: outlines as assessed,
 * every input changed in turn, through the real inference process, two threads. Peer: the networks alone in the same
 * runs, which no code around them can beat.
 */
export function sensitivityBench(): Promise<Verdict> {
  return onInference(packsFolder(), measure);
}

async function measure({ inference, networksMs }: TimedInference): Promise<Verdict> {
  const { name, cases } = await benchCases();
  const whole: number[] = [];
  const networks: number[] = [];
  const times: number[] = [];
  for (const input of cases) {
    const assessment = await assess(input, { inference, opinionPacks: () => [] });
    if (!assessment.risk) continue;
    for (let round = 0; round < ROUNDS; round++) {
      let asked = 0;
      networksMs();
      const start = performance.now();
      await sensitivityOf(viewsAsAssessed(input.views, assessment), input, {
        inference,
        signal: new AbortController().signal,
        onAsked: () => asked++,
      });
      whole.push(performance.now() - start);
      networks.push(networksMs());
      times.push(asked);
    }
  }
  if (whole.length === 0) return notRun(`none of ${cases.length} cases from ${name} has an estimate`);
  console.log(
    `${whole.length / ROUNDS} of ${cases.length} cases from ${name} have an estimate, each asked ${ROUNDS} times after its assessment`,
  );
  console.log(`the whole answer:  ${milliseconds(whole)}; network asked ${median(times)} times (median)`);
  console.log(`networks alone:    ${milliseconds(networks)}`);
  return verdict(
    Math.max(...whole) <= TARGET_MS,
    `"What would change this estimate?": median ${median(whole).toFixed(0)} ms, longest ${Math.max(...whole).toFixed(0)} ms (target: ${TARGET_MS}), ${(median(whole) / median(networks)).toFixed(2)} times the networks alone`,
  );
}
