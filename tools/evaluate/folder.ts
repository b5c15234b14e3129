import { existsSync, readdirSync, statSync } from 'node:fs';
import path from 'node:path';
import { isCaseTable } from './lateralNeck.ts';
import { predictionColumns } from './predictions.ts';
import { EvaluateTrouble } from './result.ts';
import { seenPictures, seenTable } from './seenInTraining.ts';
import { type Table, tablesIn } from './tables.ts';

/** A picture with everything that the folder tells about it. */
export type LabelledPicture = {
  readonly file: string;
  readonly name: string;
  readonly patient: string | null;
  /** Its row of labels.csv; empty where there is none. */
  readonly row: Readonly<Record<string, string>>;
  readonly noduleMask: string | null;
  readonly glandMask: string | null;
};

export type Folder = {
  readonly path: string;
  readonly predictions: readonly Table[];
  /** Cases with pictures and the outcome of the lateral neck: asked of the main line. */
  readonly cases: readonly Table[];
  readonly clinical: readonly Table[];
  readonly pictures: readonly LabelledPicture[];
  /** Columns of labels.csv. */
  readonly columns: readonly string[];
  /** What was left out or assumed, for the person to read. */
  readonly notes: readonly string[];
  /** Whether the packs saw these very pictures or rows in training. */
  readonly seen: boolean;
};

export type FolderOptions = {
  /** Whose outline `masks/` holds; guessed where null. */
  readonly masks: 'nodule' | 'gland' | null;
  /** Measure also on what the packs were trained on. */
  readonly all: boolean;
};

const LAYOUTS =
  'a table with `label` and `prediction`, a table with `lateral_node_metastasis`, age and sex (and `transverse` or `longitudinal` pictures), or `images/` with ' +
  '`labels.csv` (`malignant`, `xmin`…`ymax`, `bethesda`), `masks/`, `nodules/` or `glands/` beside it';
const IS_PICTURE = /\.(png|jpe?g|bmp|tiff?|dcm)$/i;
const stemOf = (name: string) => path.parse(name).name;

/** Looks into a folder: which of the known layouts it has. @throws EvaluateTrouble when it has none */
export function lookInto(folder: string, options: FolderOptions): Folder {
  if (!existsSync(folder)) throw new EvaluateTrouble(`There is no folder ${folder}`);
  if (!statSync(folder).isDirectory())
    throw new EvaluateTrouble(`${folder} is a file; give the folder it lies in`);
  const tables = tablesIn(folder);
  const cases = tables.filter(({ columns }) => isCaseTable(columns));
  // In a table of cases "label" is the case's name.
  const predictions = tables.filter((table) => !cases.includes(table) && predictionColumns(table).length > 0);
  const clinical = tables.filter(
    (table) => table.columns.includes('lateral_node_metastasis') && !cases.includes(table),
  );
  const notes: string[] = [];
  const images = path.join(folder, 'images');
  const labels = tables.find(({ file }) => path.basename(file) === 'labels.csv') ?? null;
  const found = existsSync(images)
    ? picturesOf(folder, labels, options, notes)
    : { pictures: [], seen: false };
  if (predictions.length + cases.length + clinical.length + found.pictures.length === 0)
    throw new EvaluateTrouble(
      `Nothing in ${folder} can be evaluated; wanted is ${LAYOUTS}${insideHint(folder)}`,
    );
  return { path: folder, predictions, cases, clinical, ...found, columns: labels?.columns ?? [], notes };
}

/** For a quick look: about `limit` pictures, evenly out of the folder's order, so that no class is left out. */
export function limited(folder: Folder, limit: number | null): Folder {
  const { pictures } = folder;
  if (limit === null || pictures.length <= limit) return folder;
  const kept = Array.from({ length: Math.floor(limit) }, (_, i) => {
    return pictures[Math.floor(((i + 0.5) * pictures.length) / Math.floor(limit))]!;
  });
  const note = `--limit: ${kept.length} of ${pictures.length} pictures, for a quick look; the figures are not the folder's`;
  return { ...folder, pictures: kept, notes: [...folder.notes, note] };
}

/** Somebody may have given the folder above: its folders are named, since they are read one at a time. */
function insideHint(folder: string): string {
  const inside = readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && !entry.name.startsWith('.'))
    .map((entry) => entry.name);
  return inside.length ? `. Give one of the folders in it: ${inside.slice(0, 8).join(', ')}` : '';
}

function picturesOf(
  folder: string,
  labels: Table | null,
  options: FolderOptions,
  notes: string[],
): Pick<Folder, 'pictures' | 'seen'> {
  const files = namesIn(path.join(folder, 'images'));
  if (files.size === 0)
    throw new EvaluateTrouble(`${folder}/images holds no picture (PNG, JPEG, BMP, TIFF, DICOM)`);
  const masks = maskFolders(folder, labels, options, notes);
  const all = labels
    ? labels.rows.map((row, i) => pictureOf(row, i))
    : [...files.keys()].map((stem) => withMasks(stem, files.get(stem)!, {}));

  function pictureOf(row: Record<string, string>, i: number): LabelledPicture {
    const name = row.file || row.id;
    if (!name)
      throw new EvaluateTrouble(
        `labels.csv, row ${labels!.lines[i]}: neither column \`file\` nor \`id\` names a picture`,
      );
    const file = files.get(name) ?? files.get(stemOf(name));
    if (!file)
      throw new EvaluateTrouble(
        `labels.csv, row ${labels!.lines[i]}: there is no picture ${name} in images/`,
      );
    return withMasks(stemOf(name), file, row);
  }

  function withMasks(stem: string, name: string, row: Record<string, string>): LabelledPicture {
    const mask = (of: ReadonlyMap<string, string> | null) => of?.get(stem) ?? null;
    return {
      file: path.join(folder, 'images', name),
      name: stem,
      patient: row.patient || row.case || null,
      row,
      noduleMask: mask(masks.nodules),
      glandMask: mask(masks.glands),
    };
  }

  const untrained = withoutTraining(all, labels, options, notes);
  const usable = labels ? untrained.pictures : untrained.pictures.filter((p) => p.noduleMask ?? p.glandMask);
  if (usable.length === 0)
    throw new EvaluateTrouble(`The pictures in ${folder}/images have neither labels (labels.csv) nor masks`);
  return { pictures: usable, seen: untrained.seen };
}

/** Leaves out what the packs were trained on: rows of a split `train`, and the training part of known public sets. */
function withoutTraining(
  all: readonly LabelledPicture[],
  labels: Table | null,
  { all: keepAll }: FolderOptions,
  notes: string[],
): Pick<Folder, 'pictures' | 'seen'> {
  const known = labels ? seenTable(labels.file) : seenPictures(all.map((p) => p.name));
  const notTrain = labels?.columns.includes('split') ? all.filter((p) => p.row.split !== 'train') : all;
  if (keepAll) {
    const seen = known !== null || notTrain.length < all.length;
    if (seen)
      notes.push('--all: pictures that networks were trained on are among these; figures are too good');
    return { pictures: all, seen };
  }
  if (notTrain.length < all.length) {
    notes.push(`${all.length - notTrain.length} rows of the split "train" were left out`);
    return { pictures: notTrain, seen: false };
  }
  if (!known) return { pictures: all, seen: false };
  if (known.heldOut === null) {
    notes.push(
      `These are the ${known.name} pictures, all of which the shipped pack was trained on: the figures are too good, and the card has those on held-out pictures`,
    );
    return { pictures: all, seen: true };
  }
  notes.push(
    `These are the ${known.name} pictures; measured is what the packs did not train on: ${known.heldOut}`,
  );
  const pictures = all
    .filter((p, i) => known.isHeldOut(p.name, i, all.length))
    .map((p) => ({ ...p, patient: p.patient ?? known.groupOf?.(p.name) ?? null }));
  return { pictures, seen: false };
}

type Names = ReadonlyMap<string, string>;

function maskFolders(
  folder: string,
  labels: Table | null,
  { masks }: FolderOptions,
  notes: string[],
): { nodules: Names | null; glands: Names | null } {
  const names = (name: string) => (existsSync(path.join(folder, name)) ? masksIn(folder, name) : null);
  const found = { nodules: names('nodules'), glands: names('glands') };
  const plain = names('masks');
  if (!plain) return found;
  const whose = masks ?? (labels ? 'nodule' : 'gland');
  if (masks === null)
    notes.push(
      `masks/ taken as ${whose}s (${labels ? 'there is a labels.csv, as in DDTI' : 'there is no labels.csv, as in TG3K'}); --masks nodule or gland says otherwise`,
    );
  return whose === 'nodule' ? { ...found, nodules: plain } : { ...found, glands: plain };
}

function masksIn(folder: string, name: string): Names {
  return new Map(
    [...namesIn(path.join(folder, name))].map(([stem, file]) => [stem, path.join(folder, name, file)]),
  );
}

/** Pictures of a folder by their names without endings, in order. */
function namesIn(folder: string): Map<string, string> {
  return new Map(
    readdirSync(folder)
      .filter((name) => IS_PICTURE.test(name))
      .sort()
      .map((name) => [stemOf(name), name]),
  );
}
