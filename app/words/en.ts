import { accessEn } from './access.en.ts';
import { atlasEn } from './atlas.en.ts';
import { backupEn } from './backup.en.ts';
import { cytologyEn } from './cytology.en.ts';
import { explanationEn } from './explanation.en.ts';
import { fieldEn } from './field.en.ts';
import { opinionsEn } from './opinions.en.ts';
import { resultEn } from './result.en.ts';

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
  'keys.areaNewCase': 'New case',
  'newCase.pictures': 'Pictures',
  'newCase.patient': 'Patient',
  'newCase.drop': 'Drop the transverse and the longitudinal view here',
  'newCase.dropMore': 'Drop or choose another picture',
  'newCase.dropKinds': 'DICOM (also loops), PNG, JPEG, BMP or TIFF. Or paste a picture with Ctrl+V.',
  'newCase.dropHere': 'Drop to start a new case',
  'newCase.choose': 'Choose pictures…',
  'newCase.chooseAny': 'A file without an ending…',
  'newCase.reading': 'Reading…',
  'newCase.remove': 'Remove',
  'newCase.pictureOf': 'Picture {file}',
  'newCase.looksLike': 'named as {view}',
  'newCase.whichView': 'Which view is this?',
  'newCase.notUsed': 'Not used',
  'newCase.notGiven': 'Not given',
  'newCase.frame': 'Frame of the loop',
  'newCase.frameOf': 'Frame {n} of {of}',
  'newCase.format.dicom': 'DICOM',
  'newCase.format.png': 'PNG',
  'newCase.format.jpeg': 'JPEG',
  'newCase.format.bmp': 'BMP',
  'newCase.format.tiff': 'TIFF',
  'newCase.spacing': 'Scale, mm per pixel',
  'newCase.spacingUnknown': 'unknown',
  'newCase.spacingLater': 'Not in the file. Type it, or set it later with two clicks on the picture.',
  'newCase.spacingRange': 'Between {min} and {max} mm per pixel.',
  'spacingSource.dicomRegion': 'From the file (ultrasound region): the picture is {width} × {height} mm.',
  'spacingSource.dicomPixelSpacing': 'From the file (pixel spacing): the picture is {width} × {height} mm.',
  'spacingSource.entered': 'As typed: the picture is {width} × {height} mm.',
  'spacingSource.measured': 'Measured: the picture is {width} × {height} mm.',
  'spacingSource.phantom': 'Simulated: the picture is {width} × {height} mm.',
  'newCase.duplicate': 'The same picture is already in case',
  'newCase.writing': 'Lines of writing in the picture, outlined: {n}',
  'newCase.writing.blank': 'Paint over',
  'newCase.writing.keep': 'Keep',
  'newCase.writing.blankNote': 'Painted over before the case is saved, since it may name the patient.',
  'newCase.writing.keepNote': 'Stays in the picture. Make sure that it names nobody.',
  'newCase.identityLeftOut': 'The patient’s name, numbers and dates are left out.',
  'newCase.label': 'Name of the case',
  'newCase.labelNote': 'Your own short name; it need not name the patient.',
  'newCase.side': 'Side',
  'newCase.pole': 'Pole',
  'newCase.age': 'Age, years',
  'newCase.ageRange': '{min} to {max}',
  'newCase.sex': 'Sex',
  'newCase.report': 'Ultrasound report',
  'newCase.reportNote': 'English or Chinese, pasted or typed.',
  'newCase.reportPieces': 'About {n} of the {of} word pieces the model reads.',
  'newCase.reportCut':
    'The model reads about the first {of} word pieces; what follows is kept but not used. Put the nodule first.',
  'newCase.create': 'Create and assess',
  'newCase.leave': 'Back',
  'newCase.empty': 'Start over',
  'newCase.emptied': 'The form was emptied.',
  'newCase.kept': 'Everything you typed is still here.',
  'newCase.complete': 'Everything the estimate can use is here.',
  'newCase.without': 'You can go on. The estimate will do without: {lacks}.',
  'newCase.lack.transverse': 'the transverse view',
  'newCase.lack.longitudinal': 'the longitudinal view',
  'newCase.lack.scale': 'the scale (no distance in mm)',
  'newCase.lack.side': 'the side',
  'newCase.lack.age': 'the age',
  'newCase.lack.sex': 'the sex',
  'newCase.lack.report': 'the report',
  'newCase.fault.noPicture': 'At least one picture is needed: drop or choose it.',
  'newCase.fault.reading': 'A picture is still being read.',
  'newCase.fault.age': 'The age is not possible.',
  'newCase.fault.spacing': 'A scale is not possible.',
  'newCase.fault.report': 'The report is longer than 20,000 characters.',
  'newCase.unreadable':
    '{file} could not be read. Check that it still exists and may be opened, then choose it again.',
  'newCase.lostPictures': 'These pictures have to be added again: {files}. What you typed is still here.',
  'import.title': 'Import a folder with a CSV',
  'import.how':
    'One CSV lists the cases, one per row; the pictures it names lie in the same folder. Only the first two columns are needed; one view alone is allowed. For operated cases, the column outcome takes 1 (lateral node metastasis) or 0 (none); it counts as histology unless a column outcome basis says needle or follow-up.',
  'import.example':
    'label,transverse,longitudinal,report,age,sex,side,pole,spacing,outcome\n0412,0412_t.png,0412_l.png,Hypoechoic nodule …,43,F,left,upper,0.07,1\n0413,0413.dcm,,0413.txt,57,M,right,,,',
  'import.chooseFolder': 'Choose the folder…',
  'import.chooseFiles': 'Choose the files…',
  'import.orDrop': 'or drop the folder here',
  'import.noTable': 'There is no CSV among these files. Add the table that lists the cases.',
  'import.severalTables':
    'There are several tables ({files}). Choose a folder with one, or the files you mean.',
  'import.plan': '{table} names {n} of the files here. Left out: {left}.',
  'import.run': 'Import and assess',
  'import.tooMuch':
    'That is too much for one import (at most {files} files and {limitMb} MB). Split the folder, or use “npx thyromap assess --folder”, which has no such limit. Nothing was imported.',
  'import.created': 'Cases created: {n}.',
  'import.rejected': 'Rows refused: {n}; nothing was kept of them.',
  'import.row': 'Row {row}',
  'import.another': 'Import another folder',
  'import.show': 'Show the first case',
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
  'models.checking': 'Every file is checked against its hash…',
  'models.intro':
    'A model is used only if its file is exactly the one described here. Your hospital’s own models come in as a pack; docs/own-model-pack.md says how to make one.',
  'models.none': 'No models are installed, so nothing can be assessed. Saved cases can be read.',
  'models.unreadable': 'A pack that cannot be read',
  'models.notUsable': 'not usable',
  'models.active': 'in use',
  'models.installed': 'installed',
  'models.packHash': 'SHA-256 of the description',
  'models.networks': 'Networks',
  'models.role.nodule': 'Nodule outline',
  'models.role.gland': 'Gland outline',
  'models.role.report': 'Report reader',
  'models.role.fusion': 'Risk',
  'models.name': 'Name',
  'models.file': 'File',
  'models.trainedOn': 'Trained on',
  'models.labels': 'Labels',
  'models.labelsSimulated': 'simulated labels',
  'models.labelsReal': 'real labels',
  'models.licence': 'Licence',
  'models.metric': 'Figure',
  'models.on': 'Measured on',
  'models.value': 'Value (95% interval)',
  'models.baseline': 'Baseline',
  'models.command': 'Printed by',
  'welcome.title': 'Lateral-neck risk before thyroid surgery',
  'welcome.what':
    'ThyroMap reads the ultrasound views of a nodule, the report, age and sex, estimates the risk of lateral lymph node metastasis and shows what carried the estimate. Everything stays on this computer.',
  'welcome.examples':
    'To try it at once, add twelve example cases. Their pictures are simulated and marked as such wherever they appear.',
  'welcome.own': 'Start with my own pictures',
  'welcome.notNow': 'Not now',
  'welcome.later': 'The examples can also be added later, from Import.',
  'shell.examplesReady': 'Computing example pictures: {n} of {of}',
  'list.countOne': '{n} case',
  'jobs.failedMany': '{n} cases: {sentence}',
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
  'sankey.widthLegend': 'Width, %: contribution',
  'sankey.colourLegend': 'Colour, 0–1: response',
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
  'sex.F': 'Female',
  'sex.M': 'Male',
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
  'finding.weakNodule':
    'The nodule was found with little certainty ({percent}%). Check that the outline is the nodule before reading the estimate.',
  'finding.severalNodules':
    '{count} nodules were found. The estimate is for the one outlined; pick another by clicking it.',
  'finding.reportCut': 'Only the first {tokens} word pieces of the report are read; the rest is not used.',
  'finding.reportMissing': 'No report was given. The estimate does without it.',
  'finding.reportNotUnderstood':
    '{percent}% of the report consists of words the model does not know. Its weight may mislead.',
  'finding.viewMissing': 'This view is missing. The estimate rests on one view.',
  'finding.scaleMissing':
    'The scale is unknown: no distance in millimetres. Set it with two clicks of known distance.',
  'finding.child':
    'The patient is younger than {years}. No estimate is given: the models hardly saw one, and thyroid cancer in children behaves differently.',
  'finding.ageMissing': 'The age is missing. The estimate does without it.',
  'finding.sexMissing': 'The sex is missing. The estimate does without it.',
  'finding.sideMissing': 'The side was not given; it is taken from the picture where it shows.',
  'finding.nearCapsule':
    '{distanceMm} mm from the capsule (below {limitMm} mm). In LLNM-Net’s patients the risk below 2.5 mm exceeded 72%.',
  'finding.noduleOutsideGland':
    '{percent}% of the nodule lies outside the gland that was found. One of the outlines is wrong, so this view is not used until it is corrected.',
  'finding.lowContrast': 'The picture has little contrast. Outline and texture are less certain.',
  'finding.textBurnedIn': 'Text is drawn into the tissue. Check that it names no patient.',
  'finding.colour':
    'Much of this picture is coloured (Doppler, a photograph?). It is not used for the estimate: choose a grey frame.',
  'finding.notThyroid':
    'This does not look like a thyroid ultrasound frame the right way up. It is not used for the estimate: choose another frame.',
  'finding.viewDoubtful':
    'By the gland’s outline, this view looks like the other section. Check which is which: the two are read differently. The rule was tested on drawn glands and on real transverse frames only, so it asks and withholds nothing.',
  'finding.viewsDisagree':
    'The two views give different distances to the capsule ({first} and {second} mm). Check that they show the same nodule.',
  'finding.inferenceRestarted':
    'The calculation was interrupted and started again {times} times. The result is complete; tell support if it happens often.',
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
  'atlas.sourceShort': 'Built in, simulated after published evidence',
  'atlas.notPlaced': 'Not placed: set the side of the neck to see where this nodule sits.',
  'atlas.noNodule': 'Not placed: no view shows both the gland and a nodule.',
  'atlas.noWebgl':
    'This computer cannot draw the 3D view (no WebGL). The sections and the table hold the same values.',
  'atlas.legend': 'Share with lateral metastasis',
  'atlas.low': 'low',
  'atlas.high': 'high',
  'atlas.tooFew': 'too few cases here',
  'atlas.enlarge': 'Enlarge',
  'atlas.region': 'Region',
  'atlas.risk': 'Risk',
  'atlas.interval': '95% interval',
  'atlas.cases': 'Nodules',
  'atlas.thisNodule': 'This nodule',
  'atlas.showTable': 'Show as table',
  'atlas.show3d': 'Show in 3D',
  'atlas.savePicture': 'Save picture',
  'atlas.view': 'View',
  'atlas.view.anterior': 'Anterior',
  'atlas.view.posterior': 'Posterior',
  'atlas.view.left': 'Left',
  'atlas.view.right': 'Right',
  'atlas.view.superior': 'Superior',
  'atlas.opacity': 'Gland opacity',
  'atlas.cut': 'Cut',
  'atlas.cutNone': 'No cut',
  'atlas.cut.axial': 'Axial',
  'atlas.cut.coronal': 'Coronal',
  'atlas.cut.sagittal': 'Sagittal',
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
  'atlas.notClosed':
    'The gland’s template could not be built. Restart ThyroMap; if it returns, send the details to support.',
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
  'case.viewMissing': 'This case has no such view. Nothing was changed.',
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
  // end store, images and import
  // result screen
  ...resultEn,
  ...explanationEn,
  // second opinions and model packs
  ...opinionsEn,
  // needle cytology
  ...cytologyEn,
  // outcomes and the risk field
  ...fieldEn,
  // the 3D view
  ...atlasEn,
  // getting in, people, audit log
  ...accessEn,
  ...backupEn,
} as const;

export type WordKey = keyof typeof en;
