import { parentPort } from 'node:worker_threads';
import type { Assessment } from '../../app/case/assessment.ts';
import { caseOfAssessment } from '../../atlas/riskField/caseOfAssessment.ts';
import { simulatedCohort } from '../../atlas/riskField/cohort.ts';
import { riskFieldOf } from '../../atlas/riskField/field.ts';
import { casesOfCohort, type FieldCase } from '../../atlas/riskField/fieldCase.ts';
import { template } from '../../atlas/template/template.ts';
import type { FromBuilder, ToBuilder } from './protocol.ts';

/**
 * Worker thread: registers cases onto the template and builds a risk field from them, a tenth of a second of
 * arithmetic each, while the backend goes on answering. It only computes: ending it at any moment loses nothing.
 */
const cases: FieldCase[] = [];

parentPort?.on('message', (message: ToBuilder) => {
  parentPort!.postMessage(message.kind === 'case' ? place(message) : build(message));
});

function place({ id, metastatic, body }: Extract<ToBuilder, { kind: 'case' }>): FromBuilder {
  const steps = caseOfAssessment(JSON.parse(body) as Assessment, { id, metastatic }, template());
  for (;;) {
    const { value, done } = steps.next();
    if (!done) continue;
    if (typeof value === 'string') return { kind: 'placed', id, leftOut: value };
    cases.push(value);
    return { kind: 'placed', id, leftOut: null };
  }
}

function build({ fieldId, source, simulatedWorth }: Extract<ToBuilder, { kind: 'build' }>): FromBuilder {
  const t = template();
  const simulated = simulatedWorth > 0 ? casesOfCohort(simulatedCohort(t), simulatedWorth) : [];
  return { kind: 'built', field: riskFieldOf(t, cases, { id: fieldId, source, pooled: simulated }) };
}
