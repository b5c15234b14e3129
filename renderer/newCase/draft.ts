import {
  AGE_YEARS,
  type Pole,
  REPORT_CHARACTERS_MAX,
  type Sex,
  type Side,
  SPACING_MM_PER_PX,
  type ViewKind,
} from '../../app/case/patientCase.ts';
import type { ChannelInput, StagedImage } from '../../app/contract/channels.ts';
import type { Failure } from '../../app/failure.ts';

/** One dropped picture, from the moment it is dropped. */
export type DraftPicture = {
  key: string;
  fileName: string;
  state: 'reading' | 'ready' | 'failed';
  staged: StagedImage | null;
  failure: Failure | null;
  /** Null: not used. */
  kind: ViewKind | null;
  /** Whether the view was picked by the person; a guess never overrides that. */
  kindPicked: boolean;
  /** Millimetres per pixel as typed; empty when not given. What the file says is in `staged`. */
  typedSpacing: string;
  /** Writing in the picture stays; it is painted over otherwise. */
  keepWriting: boolean;
};

/** A new case as far as it has been typed. Numbers are kept as typed until they are sent. */
export type Draft = {
  label: string;
  age: string;
  sex: Sex | null;
  side: Side | null;
  pole: Pole | null;
  report: string;
  pictures: readonly DraftPicture[];
};

export const EMPTY_DRAFT: Draft = {
  label: '',
  age: '',
  sex: null,
  side: null,
  pole: null,
  report: '',
  pictures: [],
};

export const isEmptyDraft = (draft: Draft): boolean =>
  draft.pictures.length === 0 &&
  !draft.label &&
  !draft.age &&
  !draft.sex &&
  !draft.side &&
  !draft.pole &&
  !draft.report;

const KINDS: readonly ViewKind[] = ['transverse', 'longitudinal'];

/**
 * Gives pictures their views: what the person picked stays; then guesses from the file; then what is left over,
 * in order of dropping. At most one picture per view, the rest is not used.
 */
export function assignKinds(pictures: readonly DraftPicture[]): DraftPicture[] {
  const taken = new Set(pictures.filter((p) => p.kindPicked && p.kind).map((p) => p.kind as ViewKind));
  const kinds = new Map<string, ViewKind>();
  const open = pictures.filter((p) => !p.kindPicked && p.state === 'ready');
  const give = (picture: DraftPicture, kind: ViewKind | null | undefined) => {
    if (!kind || taken.has(kind) || kinds.has(picture.key)) return;
    taken.add(kind);
    kinds.set(picture.key, kind);
  };
  for (const picture of open) give(picture, picture.staged?.viewGuess);
  for (const picture of open) {
    give(
      picture,
      KINDS.find((kind) => !taken.has(kind)),
    );
  }
  return pictures.map((p) => (p.kindPicked ? p : { ...p, kind: kinds.get(p.key) ?? null }));
}

/** Picks a view for one picture; a picture that had it takes the other's former view. */
export function pickKind(
  pictures: readonly DraftPicture[],
  key: string,
  kind: ViewKind | null,
): DraftPicture[] {
  const before = pictures.find((p) => p.key === key)?.kind ?? null;
  return pictures.map((p) => {
    if (p.key === key) return { ...p, kind, kindPicked: true };
    return kind !== null && p.kind === kind ? { ...p, kind: before, kindPicked: true } : p;
  });
}

/** Fills facts that are still empty with what the file says (DICOM); nothing typed is overwritten. */
export function takeFacts(draft: Draft, staged: StagedImage): Draft {
  return {
    ...draft,
    label: draft.label || (staged.patientId ?? ''),
    age: draft.age || (staged.ageYears === null ? '' : String(staged.ageYears)),
    sex: draft.sex ?? staged.sex,
    side: draft.side ?? staged.sideGuess,
  };
}

/** A number as typed in either language's habit (0,07 is 0.07); null when empty, NaN when it is none. */
export function readNumber(typed: string): number | null {
  const plain = typed.normalize('NFKC').trim().replace(',', '.');
  if (!plain) return null;
  return /^\d*\.?\d+$|^\d+\.$/.test(plain) ? Number(plain) : Number.NaN;
}

/** What must be put right before the case can be kept. */
export type DraftFault = 'noPicture' | 'reading' | 'age' | 'spacing' | 'report';

export function faultsOf(draft: Draft): DraftFault[] {
  const faults: DraftFault[] = [];
  const age = readNumber(draft.age);
  if (draft.pictures.some((p) => p.state === 'reading')) faults.push('reading');
  else if (!draft.pictures.some((p) => p.kind)) faults.push('noPicture');
  if (age !== null && !(Number.isInteger(age) && age >= AGE_YEARS.min && age <= AGE_YEARS.max))
    faults.push('age');
  if (draft.pictures.some((p) => p.kind && !spacingFits(p))) faults.push('spacing');
  if (draft.report.length > REPORT_CHARACTERS_MAX) faults.push('report');
  return faults;
}

/** Whether a picture's typed scale is empty or within what ultrasound can have. */
export function spacingFits(picture: DraftPicture): boolean {
  const spacing = readNumber(picture.typedSpacing);
  return spacing === null || (spacing >= SPACING_MM_PER_PX.min && spacing <= SPACING_MM_PER_PX.max);
}

/** What the estimate will have to do without. */
export type Lack = 'transverse' | 'longitudinal' | 'scale' | 'side' | 'age' | 'sex' | 'report';

export function lacksOf(draft: Draft): Lack[] {
  const used = draft.pictures.filter((p) => p.kind);
  const lacks: Lack[] = KINDS.filter((kind) => !used.some((p) => p.kind === kind));
  if (used.some((p) => p.staged?.spacingMmPerPx == null && readNumber(p.typedSpacing) === null))
    lacks.push('scale');
  if (!draft.side) lacks.push('side');
  if (readNumber(draft.age) === null) lacks.push('age');
  if (!draft.sex) lacks.push('sex');
  if (!draft.report.trim()) lacks.push('report');
  return lacks;
}

/** The name a case gets when none is typed: month, day and time, so that it names no patient. */
export function defaultLabel(now: Date): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(now.getMonth() + 1)}${two(now.getDate())}-${two(now.getHours())}${two(now.getMinutes())}`;
}

/** The request that keeps the case. Only for a draft without faults. */
export function createRequest(draft: Draft, now: Date): ChannelInput<'case.create'> {
  return {
    facts: {
      label: draft.label.trim() || defaultLabel(now),
      ageYears: readNumber(draft.age),
      sex: draft.sex,
      side: draft.side,
      pole: draft.pole,
      report: draft.report.trim(),
    },
    views: draft.pictures.flatMap((p) => {
      if (!p.kind || !p.staged) return [];
      const typed = readNumber(p.typedSpacing);
      return [
        {
          stagedId: p.staged.stagedId,
          kind: p.kind,
          spacingMmPerPx: typed ?? p.staged.spacingMmPerPx,
          spacingSource: typed === null ? p.staged.spacingSource : 'entered',
          burnedInText: p.keepWriting ? 'keep' : 'blank',
        },
      ];
    }),
  };
}
