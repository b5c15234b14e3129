/** What is wrong with pictures and tables that are read, in English. Flat keys; spread into `en.ts`. */
export const importsEn = {
  'image.empty': '{file} is empty. Export or copy it again from where it came.',
  'image.isText':
    '{file} is a text file, not a picture, whatever its name says. Choose the ultrasound picture itself.',
  'image.otherFormat':
    '{file} is a {format} file. Export the picture as DICOM, PNG, JPEG, BMP or TIFF and choose that.',
  'image.unknownFormat':
    '{file} is not a picture that ThyroMap can read. Export it as DICOM, PNG, JPEG, BMP or TIFF and choose that.',
  'image.damaged':
    '{file} is a {format} file that is cut off or damaged. Export or copy it again from where it came.',
  'image.tooSmall':
    '{file} is only {width} × {height} pixels; at least {limit} are needed on each side. Choose the full picture.',
  'image.tooLarge':
    '{file} is {width} × {height} pixels; at most {limit} are read on each side. Export it at its original size.',
  'image.fileTooLarge': '{file} is larger than {limitMb} MB. Export a single frame or a shorter loop.',
  'image.noSuchFrame': '{file} has {frames} frames; there is no frame {frame}. Choose another frame.',
  'image.stagedGone': 'This picture is no longer waiting to be saved. Add the file again.',
  'dicom.damaged':
    '{file} is a DICOM file that is cut off or damaged. Send or export it again from the scanner or archive.',
  'dicom.notUltrasound':
    '{file} is not ultrasound (its modality is {modality}). Choose an ultrasound picture of the thyroid.',
  'dicom.noPixels': '{file} is a DICOM file without a picture. Choose the file that holds the image.',
  'dicom.unsupportedSyntax':
    '{file} is compressed in a way that is not read here ({syntax}). Export it uncompressed or as JPEG.',
  'dicom.unsupportedPixels':
    '{file} stores its pixels in a way that is not read here ({what}). Export it as 8-bit grey or RGB.',
  'table.missing': 'No CSV table was among the files. Add one CSV that names the pictures, one case a row.',
  'table.several': 'More than one CSV table was among the files ({files}). Leave the one to import.',
  'table.empty': '{file} is empty. Nothing was imported.',
  'table.isSpreadsheet':
    '{file} is an Excel workbook. Save it as CSV (UTF-8) and import that. Nothing was imported.',
  'table.notText':
    '{file} is not a text table. Save it as CSV (UTF-8) and import that. Nothing was imported.',
  'table.noPictureColumn':
    '{file} has no column headed “transverse” or “longitudinal”. Add at least one, with the file names of the pictures. Nothing was imported.',
  'table.noRows': '{file} has headings but no rows. Nothing was imported.',
  'table.openQuote': 'Row {row}: a quotation mark is not closed. Correct the row and import it again.',
  'table.tooManyCells':
    'Row {row} has more cells than there are headings; a comma in a text needs quotation marks around the text. Correct the row and import it again.',
  'table.badValue':
    'Row {row}: “{value}” is not understood as {column}. Correct the cell and import the row again.',
  'table.fileMissing':
    'Row {row}: {file} is not among the files. Add it, or correct its name, and import the row again.',
  'table.noPicture': 'Row {row} names no picture. Fill in at least one view and import the row again.',
  'table.samePicture':
    'Row {row}: {file} stands for both views. Name a different picture for each and import the row again.',
  'table.reportTooLong':
    'Row {row}: the report has {length} characters; at most {limit} are kept. Shorten it and import the row again.',
  'table.reportNotText':
    'Row {row}: {file} is not a text file. Save the report as plain text (UTF-8) and import the row again.',
  'table.alreadyThere':
    'Row {row}: {label} is in the work list already, with the same pictures. It was left as it is.',
} as const;
