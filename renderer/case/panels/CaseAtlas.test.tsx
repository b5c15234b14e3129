import { renderToStaticMarkup } from 'react-dom/server';
import { expect, test } from 'vitest';
import type { Assessment } from '../../../app/case/assessment.ts';
import { type ConnectedLink, LinkContext } from '../../link/link.ts';
import { testAssessment, testBundle } from '../testCase.ts';
import { CaseAtlas } from './CaseAtlas.tsx';

/** A backend that has not answered yet. */
const SILENT: ConnectedLink = {
  send: () => new Promise<never>(() => {}),
  listen: () => () => {},
  connection: () => 'open',
  generation: () => 1,
  onConnection: () => () => {},
};

function shown(assessment: Assessment | null): string {
  return renderToStaticMarkup(
    <LinkContext value={SILENT}>
      <CaseAtlas bundle={{ ...testBundle(), assessment }} assessment={assessment} />
    </LinkContext>,
  );
}

test('while the clinic’s own field is read, the panel says so and draws no other field', () => {
  const base = testAssessment();
  const field = { id: 'version-2', source: 'clinic' as const, createdAt: '2026-11-20T09:00:00Z' };
  const html = shown({ ...base, location: { ...base.location, field } });
  expect(html).toContain('Reading the field…');
  expect(html).not.toContain('canvas');
});

test('a case without an assessment has no colours: they would be taken for its own', () => {
  expect(shown(null)).toContain('Not assessed');
});
