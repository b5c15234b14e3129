import { auc } from './auc.ts';
import { mean } from './summary.ts';

/** Answers of a network with several classes: true class and probabilities, class by index. */
export type ClassAnswer = { readonly truth: number; readonly probabilities: readonly number[] };

export type ClassMeasures = {
  readonly accuracy: number;
  /** Mean of the classes' F1; a class that is neither present nor named is left out. */
  readonly macroF1: number;
  /** Mean of the one-against-the-rest AUCs over the classes that are present. */
  readonly macroAuc: number;
  /** Mean over cases of the squared distance of the probabilities to the true class (0 to 2). */
  readonly brier: number;
  readonly f1: number[];
};

export function classMeasures(answers: readonly ClassAnswer[], classCount: number): ClassMeasures {
  const named = answers.map(({ probabilities }) => likeliest(probabilities));
  const classes = Array.from({ length: classCount }, (_, c) => c);
  const f1 = classes.map((c) => {
    const hits = answers.filter(({ truth }, i) => truth === c && named[i] === c).length;
    const all = answers.filter(({ truth }) => truth === c).length + named.filter((n) => n === c).length;
    return all === 0 ? Number.NaN : (2 * hits) / all;
  });
  const aucs = classes.map((c) =>
    auc(
      answers.map(({ probabilities }) => probabilities[c]!),
      answers.map(({ truth }) => (truth === c ? 1 : 0)),
    ),
  );
  return {
    accuracy: mean(answers.map(({ truth }, i) => (named[i] === truth ? 1 : 0))),
    macroF1: mean(f1.filter(Number.isFinite)),
    macroAuc: mean(aucs.filter(Number.isFinite)),
    brier: mean(
      answers.map(({ truth, probabilities }) =>
        probabilities.reduce((sum, p, c) => sum + (p - (c === truth ? 1 : 0)) ** 2, 0),
      ),
    ),
    f1,
  };
}

/** Rows are true classes, columns named classes. */
export function confusionMatrix(answers: readonly ClassAnswer[], classCount: number): number[][] {
  const matrix = Array.from({ length: classCount }, () => new Array<number>(classCount).fill(0));
  for (const { truth, probabilities } of answers) matrix[truth]![likeliest(probabilities)]!++;
  return matrix;
}

function likeliest(probabilities: readonly number[]): number {
  return probabilities.indexOf(Math.max(...probabilities));
}
