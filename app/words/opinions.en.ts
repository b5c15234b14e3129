/** Words of the second opinions and of model packs; part of the catalogue (en.ts). */
export const opinionsEn = {
  'finding.opinionFailed':
    'The second opinion of {system} could not be had. The estimate is not touched by it. Open Models to see the state of its files.',
  'result.finding.opinionFailed': 'A second opinion is missing',
  'pack.wrongClasses':
    'The model pack {pack} does not name its classes as its network gives them ({expected} expected). Ask whoever made the pack.',
  'pack.noRunner': 'This version of ThyroMap cannot ask the model pack {pack}. Install a newer version.',
  'pack.badAnswer':
    'The model pack {pack} gave something that is not an answer, so nothing of it is shown. Ask whoever made the pack.',
  'pack.choicesUnreadable':
    'Which models are switched on cannot be read from {file}. Open Models and activate the one to use; cases stay readable.',
  'pack.activeChanged':
    'The model pack {pack} that was activated is gone or has changed since. Nothing is assessed with it. Open Models and activate the one to use.',
  'pack.cannotWrite': 'Nothing could be written to {folder}. Check that it has room and is not read-only.',
  'pack.crashes':
    'Running the models in {folder} ended the process that runs them, so the pack is not used. Ask whoever made it.',
  'models.role.classifier': 'Answer',
  'models.role.mask': 'Outline inside the crop',
  'models.role.features': 'Features',
} as const;
