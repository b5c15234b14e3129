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
  'keys.nextCase': 'Next case',
  'keys.previousCase': 'Previous case',
  'keys.search': 'Search the work list',
  'keys.mark': 'Mark this case (Shift-click marks a range)',
  'keys.archive': 'Archive, or bring back from the archive',
  'keys.delete': 'Delete (can be undone)',
  'list.search': 'Search the work list',
  'list.searchExample': 'risk>70 left unreviewed',
  'list.searchHint':
    'The search understands words from label and report, and filters such as risk>70, stage:2, left, upper, unreviewed, stale, withheld, age>60, 2026-10. Put a word in quotes to look for it in the reports.',
  'list.clearSearch': 'Clear the search',
  'list.filters': 'Filters',
  'list.clearFilters': 'Clear filters',
  'list.showArchived': 'Archived cases',
  'list.filterRisk': 'Estimated risk, %',
  'list.filterStage': 'Stage',
  'list.filterSide': 'Side',
  'list.filterPole': 'Pole',
  'list.filterReview': 'Review',
  'list.filterState': 'State of the estimate',
  'list.filterDate': 'Date',
  'filter.left': 'left',
  'filter.right': 'right',
  'filter.isthmus': 'isthmus',
  'filter.upper': 'upper',
  'filter.middle': 'middle',
  'filter.lower': 'lower',
  'filter.reviewed': 'reviewed',
  'filter.unreviewed': 'unreviewed',
  'filter.stale': 'stale',
  'filter.withheld': 'withheld',
  'list.sort': 'Order',
  'list.order.newest': 'Newest first',
  'list.order.oldest': 'Oldest first',
  'list.order.riskHigh': 'Highest risk first',
  'list.order.riskLow': 'Lowest risk first',
  'list.order.label': 'By label',
  'list.count': '{n} cases',
  'list.countArchived': '{n} archived',
  'list.sideAndPole': '{side} {pole}',
  'list.withheld': 'Withheld',
  'list.notAssessed': 'Not assessed',
  'list.estimatedRisk': 'Estimated risk',
  'list.simulated': 'Simulated example',
  'list.stale': 'Stale: something changed since the estimate',
  'list.reviewed': 'Reviewed',
  'list.mark': 'Mark {label}',
  'list.marked': '{n} marked',
  'list.clearMarks': 'Clear the marks',
  'list.assess': 'Assess again',
  'list.archive': 'Archive',
  'list.unarchive': 'Bring back',
  'list.delete': 'Delete',
  'list.undo': 'Undo',
  'list.archivedDone': 'Archived: {n}.',
  'list.unarchivedDone': 'Back in the work list: {n}.',
  'list.deletedDone': 'Deleted: {n}.',
  'list.oneView': 'One view',
  'list.views': '{n} views',
  'list.readAgain': 'Read again',
  'list.nothingFound': 'No case matches “{search}”.',
  'list.noArchived': 'Nothing is archived.',
  'list.backToOpen': 'Back to the open cases',
  'list.noCases': 'No cases yet. Look at the examples, or start with your own pictures.',
  'list.wayFiles': 'Drop or choose pictures',
  'list.wayPaste': 'Or paste a picture anywhere (Ctrl+V).',
  'list.examplesNote': 'The examples are simulated pictures, marked as such wherever they appear.',
  'sex.shortF': 'F',
  'sex.shortM': 'M',
  'stage.short1': 'Stage 1, low',
  'stage.short2': 'Stage 2, medium',
  'stage.short3': 'Stage 3, high',
  'jobs.stepOf': '{step} ({n} of {of})',
  'jobs.waiting': 'Waiting',
  'jobs.now': 'Under way',
  'jobs.more': '{n} more',
  'jobs.cancelAll': 'Cancel all',
  'jobs.failed': '{label}: {sentence}',
  'jobs.showCase': 'Show the case',
  'jobs.restarted': 'The model process stopped and was started again ({times}×). Nothing was lost.',
  'filter.riskAbove': 'risk>{percent}',
  'filter.riskBelow': 'risk<{percent}',
  'filter.stage': 'stage:{n}',
  'filter.unassessed': 'unassessed',
  'stage.name': 'Stage {n}',
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

  // the field’s own names, findings and next steps (shared by every screen, export and the terminal)
  'view.transverse': 'Transverse',
  'view.longitudinal': 'Longitudinal',
  'side.left': 'left',
  'side.right': 'right',
  'side.isthmus': 'isthmus',
  'pole.upper': 'upper',
  'pole.middle': 'middle',
  'pole.lower': 'lower',
  'sex.F': 'F',
  'sex.M': 'M',
  'stage.1': 'Stage 1: low',
  'stage.2': 'Stage 2: medium',
  'stage.3': 'Stage 3: high',
  'risk.next.stage1': 'Next: routine ultrasound of the lateral neck at follow-up',
  'risk.next.stage2': 'Next: neck ultrasound; FNA of a lateral node if one is seen',
  'risk.next.stage3':
    'Next: full lateral-neck ultrasound with FNA; discuss lateral dissection at the case meeting',
  'step.image': 'Reading the pictures',
  'step.segmentation': 'Outlining nodule and gland',
  'step.location': 'Measuring the distance to the capsule',
  'step.morphology': 'Texture, margin, shape',
  'step.report': 'Reading the report',
  'step.fusion': 'Estimating the risk',
  'group.location': 'Location',
  'group.morphology': 'Morphology',
  'group.report': 'Report',
  'group.demographics': 'Demographics',
  'finding.calipers':
    '{count} caliper marks are drawn into the picture. They can mislead the outline and the texture; use a frame without them if there is one.',
  'finding.blur':
    'The picture has little fine detail (blurred or rescaled). Outline and texture are less certain.',
  'finding.noGland': 'No thyroid gland was found in this view. Draw it with the brush, or use another frame.',
  'finding.noNodule': 'No nodule was found in this view. Draw it with the brush, or use another frame.',
  'finding.severalNodules':
    '{count} nodules were found. The estimate is for the one outlined; pick another by clicking it.',
  'finding.reportCut': 'Only the first {tokens} word pieces of the report are read; the rest is not used.',
  'finding.reportMissing': 'No report was given. The estimate does without it.',
  'finding.reportNotUnderstood':
    '{percent}% of the report consists of words the model does not know. Its weight may mislead.',
  'finding.viewMissing': 'This view is missing. The estimate rests on one view.',
  'finding.scaleMissing':
    'The scale is unknown: no distance in millimetres. Set it with two clicks of known distance.',
  'finding.ageMissing': 'The age is missing. The estimate does without it.',
  'finding.sexMissing': 'The sex is missing. The estimate does without it.',
  'finding.sideMissing': 'The side was not given; it is taken from the picture where it shows.',
  'finding.nearCapsule':
    '{distanceMm} mm from the capsule (below {limitMm} mm). In LLNM-Net’s patients the risk below 2.5 mm exceeded 72%.',
  'finding.noduleOutsideGland':
    '{percent}% of the nodule lies outside the gland that was found. Check both outlines before trusting the distance.',
  'finding.lowContrast': 'The picture has little contrast. Outline and texture are less certain.',
  'finding.textBurnedIn': 'Text is drawn into the tissue. Check that it names no patient.',
  'finding.colour': 'The file was coloured (Doppler, a photograph?). Only its brightness is used.',
  'finding.notThyroid': 'This does not look like a thyroid ultrasound.',
  'finding.viewsDisagree':
    'The two views give different distances to the capsule ({first} and {second} mm). Check that they show the same nodule.',
  'finding.inferenceRestarted':
    'The calculation was interrupted and started again {times} times. The result is complete; tell support if it happens often.',
  'cli.risk': 'Lateral-neck risk {percent} ({low}–{high})',
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

  // hosts: packs, inference, queue, backend
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
  // end hosts

  // atlas
  'atlas.title': 'Where it sits',
  'atlas.riskHere': 'here: {value} ({low}–{high})',
  'atlas.riskHereBand': 'here: {value} ({low}–{high}), place unknown by ±{mm} mm along one axis',
  'atlas.source': 'Risk by place: built in, simulated after published evidence ({count} simulated nodules).',
  'atlas.notPlaced': 'Not placed: set the side of the neck to see where this nodule sits.',
  'atlas.noNodule': 'Not placed: no view shows both the gland and a nodule.',
  'atlas.noWebgl': 'This computer cannot draw the 3D view (no WebGL). The same values stand in the table.',
  'atlas.legend': 'Share with lateral metastasis',
  'atlas.low': 'low',
  'atlas.high': 'high',
  'atlas.tooFew': 'too few cases here',
  'atlas.enlarge': 'Enlarge',
  'atlas.region': 'Region',
  'atlas.risk': 'Risk',
  'atlas.interval': '95% interval',
  'atlas.cases': 'Simulated nodules',
  'atlas.thisNodule': 'This nodule',
  'atlas.showTable': 'Show as table',
  'atlas.show3d': 'Show in 3D',
  'atlas.savePicture': 'Save picture',
  'atlas.view': 'View',
  'atlas.viewAnterior': 'Anterior',
  'atlas.viewPosterior': 'Posterior',
  'atlas.viewLeft': 'Left',
  'atlas.viewRight': 'Right',
  'atlas.viewSuperior': 'Superior',
  'atlas.opacity': 'Gland opacity',
  'atlas.cut': 'Cut',
  'atlas.cutNone': 'No cut',
  'atlas.cutAxial': 'Axial',
  'atlas.cutCoronal': 'Coronal',
  'atlas.cutSagittal': 'Sagittal',
  'atlas.cutPosition': 'Cut position',
  'atlas.neighbours': 'Neighbours',
  'atlas.print': 'Print colours',
  'atlas.summary':
    '3D view of a template thyroid gland coloured by risk. {place} Drag or use the arrow keys to turn, plus and minus to zoom, 1 to 5 for the preset views.',
  'atlas.band': 'Band: the nodule lies somewhere along it',
  'atlas.letterAnterior': 'A',
  'atlas.letterPosterior': 'P',
  'atlas.letterLeft': 'L',
  'atlas.letterRight': 'R',
  'atlas.letterSuperior': 'S',
  'atlas.letterInferior': 'I',
  'atlas.side.left': 'left lobe',
  'atlas.side.right': 'right lobe',
  'atlas.side.isthmus': 'isthmus',
  'atlas.pole.upper': 'upper third',
  'atlas.pole.middle': 'middle third',
  'atlas.pole.lower': 'lower third',
  'atlas.across.medial': 'medial',
  'atlas.across.lateral': 'lateral',
  'atlas.depth.anterior': 'anterior',
  'atlas.depth.posterior': 'posterior',
  'atlas.regionName': '{side}, {pole}, {across}',
  'atlas.regionNameFine': '{side}, {pole}, {across}, {depth}',
  // end atlas

  // store
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
  'case.viewMissing': 'This case has no {view} view. Nothing was changed.',
  'case.sameView':
    'Both pictures are marked as the same view. Mark one as transverse and the other as longitudinal.',
  'case.maskSize':
    'The drawn mask ({mask}) does not fit the picture {file} ({frame}). Nothing was changed; open the case again and redraw it.',
  'assessment.notFound': 'This assessment is no longer in the store. Open the case again.',
  'image.notFound': 'This picture is no longer in the store. Open the case again.',
  // images and import
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
  // end store, images and import
} as const;

export type WordKey = keyof typeof en;
