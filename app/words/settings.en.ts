/** Settings, in English. Flat keys `settings.…`; spread into `en.ts`. */
export const settingsEn = {
  'settings.prevalence': 'Share with lateral metastasis where you work',
  'settings.prevalence.what':
    'Patients with a thyroid cancer who turn out to have lateral metastasis. Every estimate is adjusted to it.',
  'settings.positiveCutoff': 'Counts as positive from',
  'settings.positiveCutoff.what':
    'At or above this risk, the next step in words is the one for a positive case.',
  'settings.nearCapsuleMm': 'Near the capsule below',
  'settings.nearCapsuleMm.what':
    'A nodule closer to the capsule than this is called out. In LLNM-Net’s patients the risk below 2.5 mm exceeded 72%.',
  'settings.inferenceThreads': 'Processor cores for the models',
  'settings.inferenceThreads.what': 'More is faster, and leaves less for other programs.',
  'settings.keepIdentifiers': 'Patient’s name, number and dates from DICOM files',
  'settings.keepIdentifiers.what':
    'Off: left out when a file is read (DICOM PS3.15, Basic Profile); only age and sex are taken over. On: kept with the picture, and the number names the case.',
  'settings.keepIdentifiers.on': 'Keep',
  'settings.keepIdentifiers.off': 'Leave out',
  'settings.default': 'Default: {value} {unit}',
  'settings.range': '{min} to {max} {unit}',
  'settings.note':
    'Estimates already made keep the values they were made with; re-assess a case to apply new ones.',
  'settings.defaults': 'Back to the defaults',
  'settings.version': 'Version',
  'settings.dataFolder': 'Data folder',
  'settings.host': 'Runs as',
  'settings.host.electron': 'desktop application',
  'settings.host.web': 'local page in the browser',
} as const;
