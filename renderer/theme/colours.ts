/**
 * The one place for colours. Stage colours keep their order and their distance in grey and under
 * protanopia, deuteranopia and tritanopia (`colours.test.ts` measures it), and never appear without a word.
 */

/** Backgrounds from the room (darkest) to what floats above it. */
export const surfaces = {
  /** Around pictures: true black would make the frame's own black invisible. */
  frame: '#050607',
  room: '#0c0e10',
  panel: '#14171a',
  raised: '#1c2024',
  hover: '#252a2f',
  line: '#2e3439',
  lineStrong: '#454d54',
} as const;

/** Text on the surfaces above; `quiet` is still 4.5:1 on `raised`. */
export const text = {
  strong: '#f4f6f7',
  normal: '#d6dadd',
  quiet: '#98a1a8',
  onAccent: '#06121d',
} as const;

export const accent = '#6fb1f5';
export const accentQuiet = '#274a6b';

/** Lightest to darkest, so that grey prints keep the order: pale blue, amber, vermilion. */
export const stage1 = '#b9ddf7';
export const stage2 = '#e6a02f';
export const stage3 = '#e5523c';
/** Colour of a stage 1, 2 or 3. */
export const stageColours = { 1: stage1, 2: stage2, 3: stage3 } as const;

/** A withheld estimate: neutral, hatched where it fills an area, so that it never reads as a low risk. */
export const withheld = '#8d939b';
export const withheldHatch = '#3a4046';

/** Contours on ultrasound; both survive on bright and dark tissue over a thin dark edge. */
export const nodule = '#ffcb3d';
export const gland = '#2fd0c0';
export const otherNodule = '#c9a2ff';
export const contourEdge = '#00000099';
/** The shortest line from nodule to capsule and its label. */
export const capsuleLine = '#ff82d4';
export const centralPoint = '#ffffff';
export const ruler = '#ffffff';

/** Findings and states; each is shown with an icon and a word. */
export const warning = '#f0b54d';
export const danger = '#ff7a66';
export const ok = '#6fcf97';
export const note = '#9fb4c7';
/** Marks of a case in lists. */
export const stale = '#d9a6ff';
export const simulated = '#8fc7c2';

/** Feature groups (Sankey, explanations), distinguishable from stage colours. */
export const groups = {
  location: '#2fd0c0',
  morphology: '#ffcb3d',
  report: '#a79bff',
  demographics: '#9fb4c7',
} as const;
