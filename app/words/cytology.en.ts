/** Words of the needle-cytology pictures; part of the catalogue (en.ts). */
export const cytologyEn = {
  'cytology.title': 'Needle cytology',
  'cytology.add': 'Add pictures…',
  'cytology.dropHere': 'Drop smear pictures here',
  'cytology.open': 'Needle cytology: {pictures} pictures',
  'cytology.openOne': 'Needle cytology: 1 picture',
  'cytology.none':
    'This case has no pictures of a needle smear. Drop some here or choose files: PNG, JPEG, BMP, TIFF or DICOM, in colour.',
  'cytology.added': '{pictures} smear pictures added. Assess again to have them read.',
  'cytology.addedOne': 'One smear picture added. Assess again to have it read.',
  'cytology.adding': 'Reading the files…',
  'cytology.removed': '{file} was taken out of this case.',
  'cytology.undo': 'Undo',
  'cytology.remove': 'Take {file} out of this case',
  'cytology.enlarge': 'Enlarge {file}',
  'cytology.picture': 'Smear picture {file}',
  'cytology.notRead': 'not read yet',
  'cytology.unlike': 'Left out: unlike the smears it learned from',
  'cytology.notReadYet': 'Some pictures have not been read yet.',
  'cytology.assess': 'Assess again',
  'cytology.overAll': 'Over all pictures',
  'cytology.meanAndSpread':
    'Mean of the pictures; the thin line reaches from the lowest to the highest single picture.',
  'cytology.each': 'Each picture',
  'cytology.range': '{low}–{high}',
  'cytology.pictureGone': 'The picture is no longer in this case.',
  'cytology.notSmear':
    '{file} is not coloured like a stained smear, so it was not added. Ultrasound frames belong into a new case; choose the colour pictures from the microscope.',
  'cytology.alreadyThere': '{file} is among the smear pictures of this case already. It was left as it is.',
  'cytology.tooMany':
    'A case holds at most {limit} smear pictures, so {file} was not added. Take one out first.',
  'models.role.regions': 'Field and patches together',
} as const;
