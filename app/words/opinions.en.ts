/** Words of the second opinions and of model packs; part of the catalogue (en.ts). */
export const opinionsEn = {
  'finding.opinionFailed':
    'The second opinion of {system} could not be had. The estimate is not touched by it. Open Models to see the state of its files.',
  'result.finding.opinionFailed': 'A second opinion is missing',
  'pack.wrongClasses':
    'The model pack {pack} does not name its classes as its network gives them ({expected} expected). Ask whoever made the pack.',
  'models.role.classifier': 'Answer',
  'models.role.mask': 'Outline inside the crop',
  'models.role.features': 'Features',
} as const;
