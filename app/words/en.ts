/**
 * Every English sentence and label the product shows. One catalogue, flat keys `area.name`;
 * `{name}` is filled from values. `zh.ts` has exactly the same keys: the type below enforces it.
 * Sections belong to the folder that uses them.
 */
export const en = {
  // general
  'app.name': 'ThyroMap',
  'app.researchUse': 'Research use. Advises; does not decide.',
  'app.simulatedLabels': 'Labels behind this estimate are simulated.',
  'unexpected.error':
    'Something went wrong that was not foreseen. Nothing already saved has changed. Try again; if it returns, send the details to support.',

  // contract
  'contract.badInput': 'The request was not understood ({channel}). Nothing was changed.',
  'contract.unknownChannel': 'The request {channel} does not exist in this version.',
} as const;

export type WordKey = keyof typeof en;
