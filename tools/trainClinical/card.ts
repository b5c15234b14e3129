/** The card of the shipped clinical pack; its tables are what the trainer measured in the same run. */
export function clinicalCard(tables: string): string {
  return `# Clinical facts only

**What it is.** A penalised logistic regression on age, sex, tumour size, focality and growth pattern, fitted on **real patients whose lateral nodes were examined**: 319 of TCGA-THCA and 312 of the UCI differentiated thyroid cancer table. It reads no picture and no report. It stands beside LLNM-Net, whose labels are simulated, as an anchor in real outcomes: where the two disagree, neither is proof. Research use; it advises, people decide.

**What it must not be asked.** Whether the lateral neck is free: nobody with a low value is cleared. Children, medullary or anaplastic cancer, necks operated on before: none are among its patients. Whether a nodule is cancer: all its patients had cancer. The share with lateral metastasis (21%) is that of operated patients in two tables, in which not every lateral neck was dissected; LLNM-Net's paper has 52%, your clinic has its own. The value shown is carried to the prevalence of the settings by Bayes' rule, like the estimate beside it; the detail also gives it at its own 21%.

**How.** \`npm run train:clinical\` (seconds). Age as a restricted cubic spline with knots at 25, 43 and 65 years; size as log2 of the largest diameter held within 0.5 and 6 cm; ridge penalty 2, chosen beforehand and not tuned; one intercept for each source in the fit, their mean kept. Label: 1 = N1b, 0 = N0 or N1a; N1 without a letter and NX are left out.

- **Never features:** nodes examined, N, M, stage, adenopathy, risk group, response, recurrence, growth beyond the capsule: they hold the answer or are known only after the operation.
- **Missing facts** are averaged over what they were among the patients, and widen the interval by it. There is no column "missing": in the UCI table size is unknown exactly where the tumour had grown beyond the gland (T3b, T4), which would leak the outcome.
- **Size** in UCI is told only as T and taken as the middle of its class. Sizes in training are the pathologist's; the product measures the outline on ultrasound.
- **Side** is not used: left against right points one way in TCGA and the other way in UCI (table below).
- **Growth pattern** (papillary; follicular: follicular variant, follicular, Hürthle; tall cell) is used where a table has it. A case in ThyroMap holds none, so it is missing there; so is focality unless several nodules are seen. The tables below say what that costs: **asked with age, sex and size alone the model is weak.**

**Interval shown.** The wider of two 95% intervals on each side: uncertainty of the fit and of the missing facts; Wilson interval of the share of metastases among the 150 patients with the nearest out-of-fold value.

## Figures (\`npm run train:clinical\`; always on patients the model was not fitted on)

${tables}

## Limits
- "TCGA → UCI" is fitted on one table and tested on the other without any change. Its calibration as it comes is off (see the slopes above): a clinic that wants probabilities and not an order should refit on its own table with the same command.
- Two convenience samples; 133 metastases for seven coefficients; not every lateral neck was dissected, so that some "0" were never examined.
- Tall cell cancers are 32 patients, all in TCGA: the interval of their odds ratio holds 1.
`;
}
