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
  'pack.noSuchPack': 'No pack is called {pack}. “thyromap packs list” names those that are installed.',
  'pack.notInstalled': 'This model pack is not installed any more. Open Models again.',
  'pack.shippedStays':
    'The pack {pack} came with the installation and stays. Deactivate it if it should not be asked.',
  'pack.inUse':
    'The pack {pack} is in use. Deactivate it, or activate another in its place, and remove it then.',
  'pack.mainLineNeeded':
    '{pack} gives the lateral-neck estimate and stays in use until another such pack is activated.',
  'packImport.unreadable': '{file} could not be read. Check its name and that it may be opened.',
  'packImport.zipUnreadable':
    '{file} is not a zip file that can be read; it may be damaged, encrypted or cut short. Pack the folder again. Nothing was installed.',
  'packImport.badPath':
    '{file} holds “{entry}”, which is not a plain file inside the pack. Leave it out and try again. Nothing was installed.',
  'packImport.tooMany': '{file} holds more than {limit} files. Give one pack only. Nothing was installed.',
  'packImport.tooLarge':
    '{file} is too large: {megabytes} MB, at most {limit} MB are taken. Nothing was installed.',
  'packImport.noManifest':
    '{file} does not hold exactly one manifest.json, which describes the pack. Nothing was installed.',
  'packImport.manifestWrong':
    'The manifest.json in {file} does not describe a pack: {reason}. Correct it and try again. Nothing was installed.',
  'packImport.badName':
    '“{pack}” cannot be a pack’s name and version. Use small letters, digits and hyphens, and a version such as 1.0.0. Nothing was installed.',
  'packImport.unknownFile':
    '{file} holds {entry}, which its manifest does not name. Leave it out or name it. Nothing was installed.',
  'packImport.fileMissing': '{file} lacks {entry}, which its manifest names. Nothing was installed.',
  'packImport.rolesMissing': 'The pack {file} lacks a network it needs: {roles}. Nothing was installed.',
  'packImport.sizeWrong':
    '{file} has {bytes} bytes, its manifest says {expected}. Make the manifest from the finished file. Nothing was installed.',
  'packImport.hashWrong':
    '{file} is not the file that its manifest describes: the SHA-256 differs. Make the manifest from the finished file. Nothing was installed.',
  'packImport.externalData':
    '{file} keeps weights outside itself, which is not allowed. Save the network as one ONNX file. Nothing was installed.',
  'packImport.notLoadable': '{file} is not an ONNX network that can be loaded. Nothing was installed.',
  'packImport.mismatch':
    '{file} does not take or give what the manifest says. The details name the difference. Nothing was installed.',
  'packImport.crashes':
    'Trying the pack {pack} ended the process that runs models. Assessments were not touched. Nothing was installed.',
  'packImport.trialFailed':
    'The pack {pack} could not answer a drawn example case. The details say why. Nothing was installed.',
  'packImport.alreadyThere': '{pack} is installed already, with exactly these files. Nothing was changed.',
  'packImport.sameVersion':
    'Another pack {pack} is installed already. Give yours another version or name, so that results can be told apart. Nothing was installed.',
  'opinion.task.malignancy': 'benign or malignant',
  'opinion.task.subtype': 'rare subtype',
  'opinion.task.cytology': 'needle cytology',
  'opinion.task.clinical': 'lateral nodes, without a picture',
  'opinion.title': '{system}: {task}',
  'opinion.leans': 'leans {label}, uncalibrated',
  'opinion.alert': 'question: looks like {label} in simulation',
  'opinion.noAlert': 'no alert',
  'opinion.alertsOnly':
    'It learned from drawn nodules alone, among which every look was equally common, so it has no probability to give. A question is a reason to look again, and to weigh it against cytology and calcitonin where they are known. “No alert” rules nothing out.',
  'opinion.answer': 'Answer',
  'opinion.intervalOf': '95% interval, {label}',
  'opinion.viewAlone': '{label}, {view} view alone',
  'opinion.simulatedShort': 'simulated',
  'opinion.experimental': 'experimental',
  'opinion.notYet': 'Asked together with the estimate.',
  'opinion.notAsked': 'not asked: activated after this result',
  'opinion.notGiven.noPicture': 'no fit picture',
  'opinion.notGiven.noNodule': 'no nodule found',
  'opinion.notGiven.noCytology': 'no smear pictures',
  'opinion.notGiven.factsMissing': 'facts missing',
  'opinion.notGiven.outsideItsRange': 'outside its range',
  'opinion.notGiven.failed': 'could not be had',
  'opinion.why.noPicture': 'No answer: no view of this case is fit to be read by it.',
  'opinion.why.noNodule': 'No answer: no nodule was found to look at. Draw its outline and assess again.',
  'opinion.why.noCytology': 'No answer: it reads pictures of needle smears, and this case has none.',
  'opinion.why.factsMissing':
    'No answer: something it needs is not known. Fill in age, sex and side, and assess again.',
  'opinion.why.outsideItsRange': 'No answer: this case is unlike those it was made for.',
  'opinion.why.failed': 'No answer: it could not be run on this case.',
  'opinion.simulated':
    'It was trained on simulated pictures or labels: no real patient stands behind its answer.',
  'opinion.uncalibrated':
    'Its numbers are not calibrated, so they are no shares of patients and none is shown; only the way it leans.',
  'opinion.trainedOn': 'Trained on: {text}',
  'opinion.notFor': 'Limits: {text}',
  'opinion.map': 'The frame shows where it looked: warm colours counted most. It does not outline anything.',
  'opinion.mapOf': 'map of {system}',
  'opinion.card': 'Its card and figures',
  'cli.opinion': 'Second opinion, {system}: {answer}',
  'opinion.apart':
    'It does not enter the lateral-neck estimate. Where the two disagree, neither is right for being surer.',
  'models.packs': 'Model packs',
  'models.task.lateralNeck': 'lateral-neck risk',
  'models.task.malignancy': 'second opinion: benign or malignant',
  'models.task.subtype': 'second opinion: rare subtype',
  'models.task.cytology': 'second opinion: needle cytology',
  'models.task.clinical': 'second opinion: lateral nodes, no picture',
  'models.asked': 'Asked about',
  'models.notFor': 'Limits',
  'models.classes': 'Answers',
  'models.calibration': 'Calibration',
  'models.calibration.platt': 'Platt scaling',
  'models.calibration.temperature': 'temperature scaling',
  'models.calibration.isotonic': 'isotonic regression',
  'models.calibration.none': 'none: its answers are shown without figures',
  'models.origin': 'Comes from',
  'models.origin.shipped': 'the installation: {folder}',
  'models.origin.imported': 'an import on this machine: {folder}',
  'models.gone':
    'This pack is not installed any more, or has changed since. The result keeps what it said, and what it was trained on.',
  'models.verify': 'Check all files',
  'models.verified': 'Every file of {count} packs was read and is the one its pack describes.',
  'models.verifiedBad': '{count} of {of} packs are not usable; the list marks them.',
  'models.importZip': 'Import a pack (zip)',
  'models.importFolder': 'Import a pack (folder)',
  'models.importing': 'The pack is checked and tried on a drawn example case…',
  'models.imported':
    'The pack is installed and not in use. Read its card, then activate it; earlier results keep the pack that made them.',
  'models.activate': 'Activate',
  'models.deactivate': 'Deactivate',
  'models.nowActive':
    '{pack} is in use from the next assessment on. Earlier results keep the pack that made them.',
  'models.nowInactive': '{pack} is not asked any more. Earlier results keep what it said.',
  'models.remove': 'Remove',
  'models.removeTitle': 'Remove {pack}?',
  'models.removeWhat':
    'Its networks and its card are deleted from this machine. Earlier results keep what it said, what it was trained on, and its name, version and hash; its card can then no longer be opened from them. Imported again, it is the same pack.',
  'models.removeNow': 'Remove',
  'models.keep': 'Keep',
  'models.removed': '{pack} was removed. Earlier results keep what it said.',
  'models.reliability': 'Is the probability true?',
  'models.reliability.positive': 'Of the cases shown a probability near each point, how many had it happen.',
  'models.reliability.likeliest':
    'Of the pictures whose class was named about this surely, how many were named rightly.',
  'models.reliability.how':
    'On the dashed line what is shown is what happens; above it, it happens more often than shown. Bars: 95% interval; at the foot the number of cases.',
  'models.reliability.shown': 'Probability shown',
  'models.reliability.observed': 'Observed share',
  'models.reliability.observedInterval': 'Observed share (95% interval)',
  'models.reliability.cases': 'Cases',
  'models.role.classifier': 'Answer',
  'models.role.mask': 'Outline inside the crop',
  'models.role.features': 'Features',
} as const;
