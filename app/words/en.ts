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

  // shell: frame, work list, new case, settings, models, help, trouble
  'shell.close': 'Close',
  'shell.cancel': 'Cancel',
  'shell.showDetails': 'Show details',
  'shell.hideDetails': 'Hide details',
  'shell.newCase': 'New case',
  'shell.import': 'Import',
  'shell.importFiles': 'Choose pictures…',
  'shell.importFolder': 'Folder with a CSV…',
  'shell.importExamples': 'Add the twelve examples',
  'shell.settings': 'Settings',
  'shell.models': 'Models',
  'shell.help': 'Keys and help',
  'shell.language': 'Language',
  'shell.showList': 'Show the work list',
  'shell.hideList': 'Hide the work list',
  'shell.whatThisMeans': 'What this means',
  'shell.loading': 'Loading…',
  'shell.pickCase': 'Choose a case from the list, or drop two ultrasound views anywhere to start a new one.',
  'keys.areaEverywhere': 'Everywhere',
  'keys.areaList': 'Work list',
  'keys.areaCase': 'Case',
  'keys.newCase': 'New case',
  'keys.help': 'Show this sheet',
  'keys.list': 'Show or hide the work list',
  'keys.settings': 'Settings',
  'keys.closeSheet': 'Close what is open',
  'meaning.title': 'What this estimate means',
  'meaning.simulated':
    'The models were trained on real ultrasound frames, but whether a lateral lymph node was involved, and the reports, were drawn from a documented generator that follows the published evidence. No patient outcome stands behind a number shown here.',
  'meaning.research':
    'ThyroMap is for research. It has not been approved for diagnosis or for deciding on treatment. It advises; the surgeon decides.',
  'meaning.prevalence':
    'The risk assumes that {percent} % of patients seen where you work have lateral metastasis. Change this in the settings if yours differ.',
  'meaning.interval':
    'The figures beside a risk are its 95% interval. A wide interval means that the case lies where the models know little.',
  'meaning.source': 'Method: LLNM-Net, Nature Communications 2025, s41467-025-62042-z.',
  // end shell

  // sankey
  'feature.location': 'Location',
  'feature.report': 'Report',
  'feature.internalMorphology': 'Internal morphology',
  'feature.margin': 'Margin',
  'feature.echogenicity': 'Echogenicity',
  'feature.shape': 'Shape',
  'feature.sex': 'Sex',
  'feature.age': 'Age',
  'featureGroup.location': 'Location',
  'featureGroup.morphology': 'Morphology',
  'featureGroup.report': 'Report',
  'featureGroup.demographics': 'Demographics',
  'sankey.title': 'What carried the estimate',
  'sankey.risk': 'Estimated risk',
  'sankey.summary':
    'Eight features flow into four groups and into the estimated risk of {risk}. Widths are contributions, colours are responses. The same values stand in the table that follows.',
  'sankey.widthLegend': 'Width: contribution',
  'sankey.colourLegend': 'Colour: response',
  'sankey.feature': 'Feature',
  'sankey.group': 'Group',
  'sankey.contribution': 'Contribution',
  'sankey.response': 'Response',
  'sankey.product': 'Contribution × response',
  'sankey.total': 'Sum',
  'sankey.value': '{name}: contribution {contribution}, response {response}, product {product}',
  'sankey.withheld': 'No estimate, so nothing carried it.',
  'sankey.export': 'Save as SVG',
  'sankey.showTable': 'Show as table',
  'sankey.showDiagram': 'Show as diagram',
  // end sankey
} as const;

export type WordKey = keyof typeof en;
