import type { Finding } from '../../app/case/assessment.ts';
import { type Failure, FailureError, toFailure } from '../../app/failure.ts';
import {
  type NotGiven,
  type Opinion,
  type OpinionAnswer,
  type OpinionTask,
  opinionAnswerSchema,
  opinionTaskSchema,
} from '../../app/opinion/opinion.ts';
import { systemName } from '../../app/pack/manifest.ts';
import type { ActivePack, Inference } from '../inference/client.types.ts';
import { RUNNERS } from './registry.ts';
import type { OpinionCase, OpinionRunner } from './runner.ts';

export type Asked = {
  readonly opinions: Opinion[];
  readonly findings: Finding[];
  /** What went wrong, one for each finding. */
  readonly failures: Failure[];
};

/** Tasks that read an ultrasound view; without a fit one they are not asked. */
const READ_VIEWS: readonly OpinionTask[] = ['malignancy', 'subtype'];
/** Shares that should add up to 1 may miss it by the rounding of 32-bit arithmetic, no more. */
const SUM_TOLERANCE = 1e-3;

/**
 * Asks every opinion pack in use, one after the other. Whatever goes wrong with one becomes the finding
 * `opinionFailed` and an opinion without an answer; only an abort ends the whole.
 */
export async function askOpinions(
  input: OpinionCase,
  packs: readonly ActivePack[],
  inference: Inference,
  signal?: AbortSignal,
  runners: Partial<Record<OpinionTask, OpinionRunner>> = RUNNERS,
): Promise<Asked> {
  const opinions: Opinion[] = [];
  const findings: Finding[] = [];
  const failures: Failure[] = [];
  for (const pack of packs) {
    const task = opinionTaskSchema.safeParse(pack.manifest.task);
    if (!task.success) continue;
    signal?.throwIfAborted();
    const start = performance.now();
    let said: Said;
    try {
      said = await ask(task.data, input, pack, inference, signal, runners);
    } catch (thrown) {
      signal?.throwIfAborted();
      said = { answer: null, notGiven: 'failed' };
      const failure = toFailure(thrown);
      if (failure.code === 'unexpected.error') console.error(`${systemName(pack.manifest)}:`, thrown);
      failures.push(failure);
      findings.push(failed(systemName(pack.manifest), failure));
    }
    opinions.push(opinionOf(task.data, pack, said, performance.now() - start));
  }
  return { opinions, findings, failures };
}

type Said = { answer: OpinionAnswer | null; notGiven: NotGiven | null; unlike?: readonly string[] };

async function ask(
  task: OpinionTask,
  input: OpinionCase,
  pack: ActivePack,
  inference: Inference,
  signal: AbortSignal | undefined,
  runners: Partial<Record<OpinionTask, OpinionRunner>>,
): Promise<Said> {
  const runner = runners[task];
  if (!runner) throw new FailureError('pack.noRunner', { pack: pack.manifest.name, task });
  if (READ_VIEWS.includes(task) && input.views.length === 0) return { answer: null, notGiven: 'noPicture' };
  const said = await runner(input, {
    pack,
    signal,
    run: (role, inputs) => inference.runIn(pack, role, inputs, signal),
  });
  const { unlike } = said;
  if ('notGiven' in said) return { answer: null, notGiven: said.notGiven, unlike };
  return { answer: checked(pack, said), notGiven: null, unlike };
}

/** An answer that is not a set of shares must never reach the screen as one. */
function checked({ manifest }: ActivePack, said: OpinionAnswer): OpinionAnswer {
  const parsed = opinionAnswerSchema.safeParse(said);
  const wrong = (detail: string): never => {
    throw new FailureError('pack.badAnswer', { pack: manifest.name }, detail);
  };
  if (!parsed.success) return wrong(parsed.error.message.slice(0, 2000));
  const answer = parsed.data;
  const shares = [
    answer.classes.map((one) => one.probability),
    ...answer.parts.map((part) => part.probabilities),
  ];
  for (const share of shares) {
    const total = share.reduce((sum, one) => sum + one, 0);
    if (share.length !== answer.classes.length || Math.abs(total - 1) > SUM_TOLERANCE)
      wrong(`${share.length} shares add up to ${total}`);
  }
  if (answer.interval && (answer.interval[0] > answer.probability || answer.interval[1] < answer.probability))
    wrong(`the interval ${answer.interval.join('–')} does not hold ${answer.probability}`);
  return answer;
}

function opinionOf(
  task: OpinionTask,
  pack: ActivePack,
  { answer, notGiven, unlike }: Said,
  ms: number,
): Opinion {
  const { manifest, sha256 } = pack;
  return {
    task,
    system: systemName(pack.manifest),
    pack: { name: manifest.name, version: manifest.version, sha256 },
    answer,
    notGiven,
    ...(unlike?.length ? { unlike: [...unlike] } : {}),
    calibrated: manifest.calibration !== undefined,
    // The manifest's schema holds both for every opinion pack.
    trainedOn: manifest.trainedOn!,
    notFor: manifest.notFor!,
    simulatedLabels: manifest.networks.some((network) => network.simulatedLabels),
    experimental: manifest.experimental,
    ms,
  };
}

/** The support call needs the code and the file; a person needs the system's name. */
function failed(system: string, failure: Failure): Finding {
  return {
    code: 'opinionFailed',
    severity: 'note',
    view: null,
    values: { system, reason: failure.code, ...(failure.values.file ? { file: failure.values.file } : {}) },
  };
}
