/** English words of where a stored picture comes from. */
export const originEn = {
  'origin.title': 'Where this picture comes from',
  'origin.unknown':
    'Nothing was recorded: the picture was drawn as an example, or stored by a version that kept no record.',
  'origin.removed': 'Name, numbers and dates of the patient were not taken over.',
  'origin.kept': 'The file’s identifiers were kept; an administrator had turned that on.',
  'origin.writing.none': 'No writing was found in the picture.',
  'origin.writing.blanked': 'Writing in the picture was found and painted over.',
  'origin.writing.kept': 'Writing in the picture was found and kept by the person who saved it.',
  'origin.method': 'Method',
  'origin.codes': 'Codes (DICOM PS3.16)',
  'origin.study': 'Study, mapped',
  'origin.image': 'Picture, mapped',
  'origin.patientName': 'Patient’s name',
  'origin.patientId': 'Patient ID',
  'origin.birthDate': 'Date of birth',
  'origin.studyDate': 'Date of the study',
  'origin.accessionNumber': 'Accession number',
} as const satisfies Record<string, string>;
