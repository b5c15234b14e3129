import { accessEn } from './access.en.ts';
import { atlasEn } from './atlas.en.ts';
import { backupEn } from './backup.en.ts';
import { cytologyEn } from './cytology.en.ts';
import { explanationEn } from './explanation.en.ts';
import { fieldEn } from './field.en.ts';
import { hostsEn } from './hosts.en.ts';
import { importsEn } from './imports.en.ts';
import { modelPacksEn } from './modelPacks.en.ts';
import { newCaseEn } from './newCase.en.ts';
import { opinionsEn } from './opinions.en.ts';
import { originEn } from './origin.en.ts';
import { resultEn } from './result.en.ts';
import { sankeyEn } from './sankey.en.ts';
import { settingsEn } from './settings.en.ts';
import { termsEn } from './terms.en.ts';
import { workListEn } from './workList.en.ts';

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
  // shell: frame, keys, what an estimate means, trouble, welcome
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
  'keys.nextCase': 'Next case',
  'keys.previousCase': 'Previous case',
  'keys.search': 'Search the work list',
  'keys.mark': 'Mark this case (Shift-click marks a range)',
  'keys.archive': 'Archive, or bring back from the archive',
  'keys.delete': 'Delete (can be undone)',
  'keys.areaNewCase': 'New case',
  'link.lost':
    'The connection to ThyroMap was interrupted, so this step may not have been carried out. Look at what is shown once it is back, then repeat it if needed.',
  'trouble.lost':
    'The connection to ThyroMap is interrupted; it is being sought again. What is on screen can be read; what you type stays here. If it does not return, start ThyroMap again.',
  'trouble.brokenTitle': 'This screen could not be shown',
  'trouble.broken':
    'Nothing saved has changed. Try again, or load the window anew; if it returns, send the details to support.',
  'trouble.tryAgain': 'Try again',
  'trouble.reload': 'Load anew',
  'trouble.dataFolder': 'Data folder: {folder}',
  'trouble.title.store': 'The cases cannot be opened',
  'trouble.title.store.inUse': 'ThyroMap is already open',
  'trouble.title.store.newer': 'These cases are from a newer version',
  'trouble.title.store.readOnly': 'The data folder cannot be written to',
  'trouble.title.store.corrupt': 'The case store is damaged',
  'trouble.title.store.diskFull': 'The disk is full',
  'trouble.title.store.diskError': 'The disk has a fault',
  'welcome.title': 'Lateral-neck risk before thyroid surgery',
  'welcome.what':
    'ThyroMap reads the ultrasound views of a nodule, the report, age and sex, estimates the risk of lateral lymph node metastasis and shows what carried the estimate. Everything stays on this computer.',
  'welcome.examples':
    'To try it at once, add twelve example cases. Their pictures are simulated and marked as such wherever they appear.',
  'welcome.own': 'Start with my own pictures',
  'welcome.notNow': 'Not now',
  'welcome.later': 'The examples can also be added later, from Import.',
  'shell.examplesReady': 'Computing example pictures: {n} of {of}',

  // by screen and subject
  ...accessEn,
  ...atlasEn,
  ...backupEn,
  ...cytologyEn,
  ...explanationEn,
  ...fieldEn,
  ...hostsEn,
  ...importsEn,
  ...modelPacksEn,
  ...newCaseEn,
  ...opinionsEn,
  ...originEn,
  ...resultEn,
  ...sankeyEn,
  ...settingsEn,
  ...termsEn,
  ...workListEn,
} as const;

export type WordKey = keyof typeof en;
