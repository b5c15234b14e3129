export type LogisticFit = {
  /** Intercept first, then one coefficient per column. */
  readonly coefficients: number[];
  /** Standard errors, same order. */
  readonly standardErrors: number[];
  /** Of the coefficients, same order: the inverse of the (penalised) information. */
  readonly covariance: number[][];
};

/**
 * Logistic regression by Newton's method (iteratively reweighted least squares): maximum likelihood, or with a
 * ridge penalty ½·λ·coefficient² for each column that has one (le Cessie and van Houwelingen, Applied Statistics
 * 41:191, 1992); the standard errors are then those of the penalised information.
 * @param rows one row of predictors per case, without the intercept column
 * @param outcomes 0 or 1 (or a probability) per case
 * @param ridge λ per column, without the intercept, which is never penalised
 */
export function fitLogistic(
  rows: readonly (readonly number[])[],
  outcomes: readonly number[],
  ridge: readonly number[] = [],
): LogisticFit {
  const size = (rows[0]?.length ?? 0) + 1;
  const coefficients = new Array<number>(size).fill(0);
  let inverse: number[][] = [];
  for (let step = 0; step < 60; step++) {
    const gradient = new Array<number>(size).fill(0);
    const hessian = Array.from({ length: size }, () => new Array<number>(size).fill(0));
    for (const [r, row] of rows.entries()) {
      const x = [1, ...row];
      const p = 1 / (1 + Math.exp(-x.reduce((sum, value, i) => sum + value * coefficients[i]!, 0)));
      const weight = p * (1 - p);
      for (let i = 0; i < size; i++) {
        gradient[i]! += x[i]! * (outcomes[r]! - p);
        for (let j = 0; j < size; j++) hessian[i]![j]! += weight * x[i]! * x[j]!;
      }
    }
    for (const [column, penalty] of ridge.entries()) {
      gradient[column + 1]! -= penalty * coefficients[column + 1]!;
      hessian[column + 1]![column + 1]! += penalty;
    }
    inverse = invert(hessian);
    let largest = 0;
    for (let i = 0; i < size; i++) {
      const change = inverse[i]!.reduce((sum, value, j) => sum + value * gradient[j]!, 0);
      coefficients[i]! += change;
      largest = Math.max(largest, Math.abs(change));
    }
    if (largest < 1e-10) break;
  }
  return {
    coefficients,
    standardErrors: inverse.map((row, i) => Math.sqrt(row[i]!)),
    covariance: inverse,
  };
}

/** Gauss-Jordan with partial pivoting. */
function invert(matrix: readonly (readonly number[])[]): number[][] {
  const n = matrix.length;
  const rows = matrix.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let r = column + 1; r < n; r++) {
      if (Math.abs(rows[r]![column]!) > Math.abs(rows[pivot]![column]!)) pivot = r;
    }
    [rows[column], rows[pivot]] = [rows[pivot]!, rows[column]!];
    const divisor = rows[column]![column]!;
    rows[column] = rows[column]!.map((value) => value / divisor);
    for (let r = 0; r < n; r++) {
      if (r === column) continue;
      const factor = rows[r]![column]!;
      rows[r] = rows[r]!.map((value, i) => value - factor * rows[column]![i]!);
    }
  }
  return rows.map((row) => row.slice(n));
}
