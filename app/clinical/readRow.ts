import type { ClinicalPatient, Histology } from './patient.ts';

/**
 * A table row as a patient, for training and evaluation: TCGA-THCA, the UCI table, or a hospital's own with the
 * columns `age_years`, `sex`, `size_cm`, `multifocal` (0/1), `histology`. Only what can be known before the operation
 * is read: no nodes, N, stage, risk group, response or recurrence, which hold the answer.
 */
export function clinicalPatientOf(row: Readonly<Record<string, string | undefined>>): ClinicalPatient {
  const text = (...names: string[]) => names.map((name) => row[name]).find((value) => value) ?? '';
  return {
    ageYears: within(text('age_years', 'Age'), 0, 120),
    sex: sexOf(text('sex', 'Gender')),
    sizeCm: within(text('size_cm', 'length_cm'), 0.05, 20) ?? sizeOfT(text('T')),
    multifocal: focalityOf(text('multifocal', 'focality', 'Focality')),
    histology: histologyOf(text('histology', 'Pathology')),
  };
}

function within(text: string, min: number, max: number): number | null {
  const value = Number(text);
  return text !== '' && value >= min && value <= max ? value : null;
}

function sexOf(text: string): 'F' | 'M' | null {
  const first = text.slice(0, 1).toUpperCase();
  return first === 'F' || first === 'M' ? first : null;
}

/**
 * UCI tells the size only as T (AJCC 8th edition): T1a to 1 cm, T1b to 2, T2 to 4, T3a above 4. The middle of each is
 * taken. T3b and T4 speak of growth beyond the gland and not of size: unknown.
 */
function sizeOfT(t: string): number | null {
  return ({ T1a: 0.7, T1b: 1.5, T2: 3, T3a: 5 } as Record<string, number>)[t] ?? null;
}

function focalityOf(text: string): boolean | null {
  if (/^(1|multi-?focal)$/i.test(text)) return true;
  return /^(0|uni-?focal)$/i.test(text) ? false : null;
}

function histologyOf(text: string): Histology | null {
  if (/tall/i.test(text)) return 'tallCell';
  if (/follicular|h[uü]rth|oncocytic/i.test(text)) return 'follicularPattern';
  return /papillary/i.test(text) ? 'papillary' : null;
}
