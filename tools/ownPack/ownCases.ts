import type { Box, GreyFrame } from '../../app/image/greyFrame.ts';
import { seededRandom } from '../../app/morphology/random.ts';
import { lookInto } from '../evaluate/folder.ts';
import { EvaluateTrouble } from '../evaluate/result.ts';

/** A picture of a hospital's own folder with what its table says of it. */
export type OwnCase = {
  readonly name: string;
  readonly file: string;
  readonly patient: string;
  readonly malignant: boolean;
  /** In frame pixels once the frame's size is known; the table has shares of width and height. */
  boxIn(frame: Pick<GreyFrame, 'width' | 'height'>): Box;
};

/** A tenth of the pictures is kept aside; with fewer than 20 of them a probability cannot be calibrated. */
const MIN_OF_EACH = 100;

/** Reads `images/` and `labels.csv` (`file,xmin,ymin,xmax,ymax,malignant[,patient]`). @throws EvaluateTrouble */
export function ownCases(folder: string): OwnCase[] {
  const { pictures, columns } = lookInto(folder, { masks: null, all: true });
  const missing = ['xmin', 'ymin', 'xmax', 'ymax', 'malignant'].filter((name) => !columns.includes(name));
  if (missing.length > 0) throw new EvaluateTrouble(`labels.csv lacks the columns ${missing.join(', ')}`);
  const cases = pictures.map(({ name, file, patient, row }): OwnCase => {
    const [x0, y0, x1, y1] = ['xmin', 'ymin', 'xmax', 'ymax'].map((column) => share(row, column, name));
    if (x1! <= x0! || y1! <= y0!) throw new EvaluateTrouble(`labels.csv, ${name}: the box is empty`);
    if (row.malignant !== '0' && row.malignant !== '1')
      throw new EvaluateTrouble(
        `labels.csv, ${name}: "${row.malignant}" in column malignant is neither 0 nor 1`,
      );
    return {
      name,
      file,
      patient: patient ?? name,
      malignant: row.malignant === '1',
      boxIn: ({ width, height }) => ({
        x: x0! * width,
        y: y0! * height,
        width: (x1! - x0!) * width,
        height: (y1! - y0!) * height,
      }),
    };
  });
  const malignant = cases.filter((one) => one.malignant).length;
  if (Math.min(malignant, cases.length - malignant) < MIN_OF_EACH)
    throw new EvaluateTrouble(
      `${malignant} malignant and ${cases.length - malignant} benign pictures: at least ${MIN_OF_EACH} of each are needed`,
    );
  return cases;
}

function share(row: Readonly<Record<string, string>>, column: string, name: string): number {
  const value = Number(row[column]);
  if (row[column] === '' || !Number.isFinite(value) || value < 0 || value > 1)
    throw new EvaluateTrouble(
      `labels.csv, ${name}: "${row[column]}" in column ${column} is not a share from 0 to 1`,
    );
  return value;
}

/** malignancy_data.py sets aside every tenth crop, beginning with the fifth. */
const ASIDE_EVERY = 10;
const ASIDE_FIRST = 4;
export const isAside = (at: number): boolean => at % ASIDE_EVERY === ASIDE_FIRST;

/**
 * Puts the cases into an order in which the crops that training sets aside are those of patients of their own:
 * no patient is on both sides. A few pictures at the end may be left out.
 */
export function orderedByPatient(cases: readonly OwnCase[], seed = 17): OwnCase[] {
  const random = seededRandom(seed);
  const patients = [...new Set(cases.map((one) => one.patient))].map((id) => ({ id, at: random() }));
  patients.sort((a, b) => a.at - b.at);
  const wanted = Math.ceil(cases.length / ASIDE_EVERY);
  const aside: OwnCase[] = [];
  const rest: OwnCase[] = [];
  for (const { id } of patients) {
    const own = cases.filter((one) => one.patient === id);
    (aside.length < wanted ? aside : rest).push(...own);
  }
  const ordered: OwnCase[] = [];
  for (;;) {
    const next = isAside(ordered.length) ? aside.shift() : rest.shift();
    if (!next) return ordered;
    ordered.push(next);
  }
}
