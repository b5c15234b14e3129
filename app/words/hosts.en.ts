/** What the terminal, packs, inference, queue, backend and store say, in English. Flat keys; spread into `en.ts`. */
export const hostsEn = {
  'cli.risk': 'Lateral-neck risk {percent} ({interval})',
  'cli.stage': 'Stage {stage} of 3, at {prevalence} prevalence',
  'cli.withheld': 'Estimate withheld: see the reasons below',
  'cli.distance': 'Distance to the capsule {mm} mm',
  'cli.distanceUnknown':
    'Distance to the capsule: scale unknown ({percent} of the way to the centre of the gland)',
  'cli.placeRisk': 'Location risk in the atlas {value}',
  'cli.feature': '  {name}: carries {contribution}, points to {response}',
  'cli.cannotWrite':
    '{file} could not be written. Check that the folder exists, has room and is not read-only.',
  'cli.cannotRead': '{file} could not be read. Check its name and that it may be opened.',
  'cli.noView':
    'Give at least one picture: --transverse FILE or --longitudinal FILE, or --folder FOLDER for many cases.',
  'cli.badOption': '{option} is {value}; it must be {expected}.',
  'cli.noTable': '{folder} holds no CSV file that lists its cases.',
  'cli.severalTables': '{folder} holds several CSV files ({files}). Name the one to use with --csv.',
  'cli.case': '{label}: {outcome}',
  'cli.resumed': '{count} cases were finished before and are kept.',
  'cli.folderDone': '{done} assessed, {withheld} withheld, {failed} failed. Results in {folder}.',
  'cli.row': 'Row {row}: {reason}',
  'assessment.badFrame':
    '{file} could not be assessed: its mask and its picture differ in size. Draw the mask again.',
  'pack.notCalibrated':
    'The model file {file} carries no calibration, so its risk cannot be stated. Install the pack again.',
  'pack.networkMissing': 'The model pack {pack} holds no {role} network. Install the pack again.',
  'pack.missing':
    'No model pack was found in {folder}, so nothing can be assessed. Install ThyroMap again or restore its models folder; cases already saved stay readable.',
  'pack.manifestUnreadable':
    'The list of models (manifest.json) in {folder} cannot be read. Restore the models folder from the installation; cases already saved stay readable.',
  'pack.fileMissing':
    'The model file {file} is missing from {folder}. Restore the models folder from the installation; nothing is assessed until then.',
  'pack.altered':
    'The model file {file} in {folder} is not the one that was tested: its content has changed. Restore it from the installation; nothing is assessed with it.',
  'pack.mismatch':
    'The model file {file} does not take or give what its description says. Restore the models folder from the installation; nothing is assessed until then.',
  'pack.externalData':
    'The model file {file} refers to data outside itself, which is not allowed. Restore the models folder from the installation.',
  'pack.notLoadable':
    'The model file {file} could not be loaded. Restore the models folder from the installation; nothing is assessed until then.',
  'inference.died':
    'The process that runs the models ended twice during this assessment. The case is kept. Close other programs and assess again; if it returns, send the details to support.',
  'inference.badInput':
    'The network {network} was given data that it cannot take. Send the details to support; the case is kept.',
  'inference.notFinite':
    'The network {network} gave a result that is not a number, so no estimate is shown. Check the picture, or send the details to support.',
  'inference.runFailed':
    'The network {network} could not be run on this case. The case is kept; send the details to support.',
  'inference.closed': 'ThyroMap is closing, so nothing more is assessed. The case is kept.',
  'assessment.unknownJob': 'This assessment is no longer in the queue.',
  'backend.died':
    'The part of ThyroMap that keeps the cases ended during this request. What was saved is safe. Try again; if it returns, start ThyroMap again.',
  'store.inUse':
    'Another copy of ThyroMap has this data folder open ({file}). Close the other copy, then try again. Nothing was changed.',
  'store.newer':
    '{file} was written by a newer version of ThyroMap. Install that version or a later one to open it. Nothing was changed.',
  'store.readOnly':
    'ThyroMap may not write to {file}. Give your account write permission for this folder, or choose another data folder, then start again. Nothing already saved has changed.',
  'store.corrupt':
    '{file} is damaged or is not a ThyroMap store. Close ThyroMap, keep a copy of the whole data folder, and put back your latest backup; support can try to rescue the rest.',
  'store.diskFull':
    'The disk that holds {file} is full. Free some space, then repeat the last step. Everything saved before is still there.',
  'store.diskError':
    'The disk did not accept or return data for {file}. Check the disk and its connection, then start again. Everything saved before is kept as it was.',
  'case.notFound': 'This case is no longer in the store; it may have been deleted. Go back to the work list.',
  'case.viewMissing': 'This case has no such view. Nothing was changed.',
  'case.sameView':
    'Both pictures are marked as the same view. Mark one as transverse and the other as longitudinal.',
  'case.maskSize':
    'The drawn mask ({mask}) does not fit the picture {file} ({frame}). Nothing was changed; open the case again and redraw it.',
  'assessment.notFound': 'This assessment is no longer in the store. Open the case again.',
  'image.notFound': 'This picture is no longer in the store. Open the case again.',
} as const;
