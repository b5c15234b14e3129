/** The field’s own names, findings and next steps, shared by every screen, export and the terminal, in English. Flat keys; spread into `en.ts`. */
export const termsEn = {
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
} as const;
