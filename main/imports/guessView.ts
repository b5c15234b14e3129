import type { Side, ViewKind } from '../../app/case/patientCase.ts';

/**
 * What a name (of a file, a series) says about view and side: `thyroid_L_trans.png`, `RT LOBE SAG`, `左叶纵切`.
 * Only whole words count in Latin script, so that "still" is not "L". Null when it says nothing or both.
 */
export function guessFromName(name: string): { view: ViewKind | null; side: Side | null } {
  const text = name.normalize('NFKC').replace(/([a-z])([A-Z])/g, '$1 $2');
  return { view: only(VIEW_WORDS, text), side: only(SIDE_WORDS, text) };
}

type Words<T> = { value: T; latin: string; chinese: RegExp }[];

const VIEW_WORDS: Words<ViewKind> = [
  {
    value: 'transverse',
    latin: 'transverse|transversal|trans|trv|tra|tx|axial|ax|horizontal',
    chinese: /横(切|断|向|$|\P{L})|横面/u,
  },
  {
    value: 'longitudinal',
    latin: 'longitudinal|longitude|long|lng|lon|sagittal|sag|vertical',
    chinese: /纵(切|断|向|$|\P{L})|纵面|矢状/u,
  },
];

const SIDE_WORDS: Words<Side> = [
  { value: 'left', latin: 'left|lt|l|sin|sinister', chinese: /左/ },
  { value: 'right', latin: 'right|rt|r|dex|dexter', chinese: /右/ },
  { value: 'isthmus', latin: 'isthmus|isth|istm', chinese: /峡/ },
];

function only<T>(words: Words<T>, text: string): T | null {
  const said = words.filter(
    ({ latin, chinese }) =>
      new RegExp(`(?<![a-z])(?:${latin})(?![a-z])`, 'i').test(text) || chinese.test(text),
  );
  return said.length === 1 ? said[0]!.value : null;
}
