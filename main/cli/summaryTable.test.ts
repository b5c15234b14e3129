import { expect, test } from 'vitest';
import { sampleOpinions } from '../../app/opinion/testing/sampleOpinions.ts';
import { makeAssessment } from '../store/testing/fixtures.ts';
import { assessmentJson } from './output.ts';
import { summaryTable, type TableOutcome } from './summaryTable.ts';

/** Reads the table back as a spreadsheet would: one record a line, by heading. */
function records(csv: string): Record<string, string>[] {
  const [head, ...lines] = csv
    .replace(/^\uFEFF/, '')
    .split('\r\n')
    .filter((line) => line && !line.startsWith('#'))
    .map((line) => line.split(','));
  return lines.map((line) => Object.fromEntries(head!.map((name, i) => [name, line[i] ?? ''])));
}

test('every second opinion has its class, probability, interval and whether its labels are simulated', () => {
  const opinions = sampleOpinions('transverse', { x: 0, y: 0, width: 8, height: 8 });
  const outcomes: TableOutcome[] = [
    { row: 1, label: 'a', result: assessmentJson(makeAssessment('a', 0.84, { opinions })) },
    { row: 2, label: 'b', result: assessmentJson(makeAssessment('b', 0.2)) },
    { row: 3, label: 'c', failure: { code: 'cli.noTable', values: { folder: 'c' } } },
  ];
  const [first, second, failed] = records(summaryTable(outcomes, 'en'));
  expect(first).toMatchObject({
    'MGA-Net class': 'malignant',
    'MGA-Net probability': '0.720',
    'MGA-Net low': '0.600',
    'MGA-Net high': '0.820',
    'MGA-Net simulatedLabels': '0',
    // Not calibrated: a leaning and no figure.
    'CSASN class': 'mtc',
    'CSASN probability': '',
    'CSASN simulatedLabels': '1',
    'ThyroidEffi class': '',
    'ThyroidEffi notGiven': 'noCytology',
    'Clinical only probability': '0.310',
  });
  expect(second).toMatchObject({ probability: '0.200', 'MGA-Net class': '', 'MGA-Net simulatedLabels': '' });
  expect(failed).toMatchObject({ row: '3', 'MGA-Net class': '' });
});
