/** What is said of the explanations and their checks, in English. Flat keys; spread into `en.ts`. */
export const explanationEn = {
  'explanation.method': 'Method',
  'explanation.method.occlusion': 'Two-sided occlusion',
  'explanation.method.rollout': 'Attention rollout',
  'explanation.method.reportTokens': 'Report part by part (two-sided occlusion)',
  'explanation.method.camLocation': 'Grad-CAM++, location map',
  'explanation.method.camTexture': 'Grad-CAM++, texture',
  'explanation.method.camMargin': 'Grad-CAM++, margin',
  'explanation.why.occlusion':
    'A feature’s contribution is its share of all the changes that the network shows when a feature is taken away or given alone (everything else typical). The eight add up to 1; contribution times response, added up, is the estimated risk.',
  'explanation.why.occlusionResponse':
    'The response is the network’s answer with this feature alone given, 0 to 1. All eight are moved by one common offset so that they add up to the calibrated risk.',
  'explanation.why.without':
    '“Without it” is the risk that the network gives when only this feature is replaced by a typical one, or not given. It says what the network used, not what would happen to the patient.',
  'explanation.row.without': 'Risk without it',
  'explanation.row.rollout': 'Share by attention rollout (the paper’s method)',
  'explanation.noContributions':
    'Not shown: no method of naming the contributions passed its checks on this model pack. The estimate itself is not affected.',
  'explanation.report':
    'The report is read in parts, from comma to comma or full stop. Each is shaded by its share of what the parts do to the estimate: full blue from half of it on. Click a part for what it does.',
  'explanation.reportPart':
    'Asked of the network with this part left out, and with this part alone in the report. It says what the network used, not what would happen to the patient.',
  'explanation.row.partShare': 'Share of the report’s effect',
  'explanation.raises': 'Raises the estimate',
  'explanation.lowers': 'Lowers the estimate',
  'explanation.noTokens': 'Read, but not shaded: what its parts do failed its checks.',
  'explanation.parts.asking': 'Being asked what each part does; the shades follow.',
  'explanation.parts.notAsked':
    'Not shaded: what each part does is asked of the newest assessment of a case as it is now.',
  'explanation.noMap':
    'Not shown: on this model pack this map failed its checks (Models shows the figures). The estimate itself is not affected.',
  'explanation.source':
    'Shapley 1953; Lundberg and Lee, NeurIPS 2017. Checks and figures: Models, fusion network.',

  'faithfulness.title': 'Can the explanations be believed?',
  'faithfulness.lead':
    'Each way of explaining an estimate was tested on this very network. One that fails a check is not shown on the result screen.',
  'faithfulness.otherWeights': 'These figures belong to other weights, so nothing of it counts here.',
  'faithfulness.unmeasured':
    'The explanations of this network were never measured; the result screen shows none of them.',
  'faithfulness.explanation': 'Explanation',
  'faithfulness.check': 'Check',
  'faithfulness.value': 'Value (95%)',
  'faithfulness.aim': 'Aim',
  'faithfulness.verdict': 'Result',
  'faithfulness.passed': 'passed',
  'faithfulness.failed': 'failed',
  'faithfulness.reported': 'reported only',
  'faithfulness.shown': 'shown',
  'faithfulness.notShown': 'not shown',
  'faithfulness.on': 'Measured on {on}; {command}',
  'faithfulness.check.rankAgreement':
    'Rank agreement with the change of the risk when a feature is taken away',
  'faithfulness.check.deletion': 'Deletion: gain over a random order, area in units of risk',
  'faithfulness.check.insertion': 'Insertion: gain over a random order, area in units of risk',
  'faithfulness.check.randomWeights': 'Rank correlation left after all weights are shuffled',
  'faithfulness.check.noise': 'Rank correlation under 1% input noise',
  'faithfulness.check.exactShapley': 'Rank agreement with exact Shapley values',
  'faithfulness.check.generatorTerms': 'Rank agreement with the terms of the simulation itself',
  'faithfulness.aimAtLeast': 'at least {value}',
  'faithfulness.aimBelow': 'below {value}',
  'faithfulness.aimAboveZero': 'interval above 0',

  'sensitivity.short': 'What would change it?',
  'sensitivity.open': 'What would change this estimate?',
  'sensitivity.lead':
    'One input at a time was changed while all others stayed as they are, and the network was asked again. It describes the network, it is no advice, and it does not say what would happen to the patient.',
  'sensitivity.running': 'Asking the network again, {done} of about {all} times',
  'sensitivity.now': 'Now: {answer}',
  'sensitivity.outcome': '{stage}, {risk} ({range})',
  'sensitivity.withheld': 'There is no estimate, so nothing can change it.',
  'sensitivity.stale': 'The case has changed since this estimate. Assess it again first.',
  'sensitivity.otherPack':
    'This estimate was made with another model pack than the one in use now. Assess the case again first.',
  'sensitivity.input': 'Input',
  'sensitivity.from': 'Here',
  'sensitivity.to': 'Nearest change of stage',
  'sensitivity.risk': 'Risk there',
  'sensitivity.range': 'Looked at: {range}',
  'sensitivity.none': 'No change of this input within its range changes the stage.',
  'sensitivity.noRoom': 'There is no room in this gland to change it.',
  'sensitivity.notGiven': 'Not given, so not asked.',
  'sensitivity.below': 'At {value} or less: {stage}',
  'sensitivity.above': 'At {value} or more: {stage}',
  'sensitivity.input.distance': 'Distance to the capsule',
  'sensitivity.input.size': 'Size (length)',
  'sensitivity.input.echogenicity': 'Echogenicity (outside minus inside)',
  'sensitivity.input.age': 'Age',
  'sensitivity.input.report': 'Words of the report',
  'sensitivity.years': '{value} years',
  'sensitivity.greyLevels': '{value} grey levels',
  'sensitivity.gland': '{value}% of the gland’s half thickness',
  'sensitivity.leftOut': 'Without “{text}”: {stage}',
  'sensitivity.noWords': 'Leaving out no single part of the report changes the stage.',
  'sensitivity.interval':
    'The interval of the estimate itself ({low}–{high}) already reaches across the cut-off of {cutoff}: a change of stage says little here.',
  'sensitivity.note':
    'Distance moves the nodule in the location map. Size scales it there and in its measures, at the same distance from the capsule. The pictures themselves stay. Sex is left out.',

  'sensitivity.cancelled': 'Stopped. Nothing was changed.',
  'explanation.notReproduced':
    'The estimate could not be made again exactly as it was, so nothing was tried on it. Assess the case again.',
} as const;
