import { describe, expect, it } from 'vitest';
import { CHANNELS, type StagedImage } from '../../app/contract/channels.ts';
import {
  assignKinds,
  createRequest,
  type Draft,
  type DraftPicture,
  defaultLabel,
  EMPTY_DRAFT,
  faultsOf,
  lacksOf,
  pickKind,
  readNumber,
  takeFacts,
} from './draft.ts';
import { keepDraft, readKeptDraft } from './keptDraft.ts';

const STAGED: StagedImage = {
  stagedId: 's',
  fileName: 'a.png',
  sha256: '0'.repeat(64),
  format: 'png',
  width: 560,
  height: 420,
  frames: 1,
  frame: 0,
  spacingMmPerPx: null,
  spacingSource: null,
  viewGuess: null,
  sideGuess: null,
  ageYears: null,
  sex: null,
  colour: false,
  thumbnailBase64: '',
  findings: [],
  duplicateOf: [],
  burnedInText: [],
  patientId: null,
};
function picture(
  key: string,
  staged: Partial<StagedImage> = {},
  part: Partial<DraftPicture> = {},
): DraftPicture {
  return {
    key,
    fileName: `${key}.png`,
    state: 'ready',
    staged: { ...STAGED, stagedId: key, ...staged },
    failure: null,
    kind: null,
    kindPicked: false,
    typedSpacing: '',
    keepWriting: false,
    ...part,
  };
}
const kinds = (pictures: readonly DraftPicture[]) => pictures.map((p) => p.kind);
const NOW = new Date(2026, 9, 19, 14, 5);

describe('views of dropped pictures', () => {
  it('follow the guess from the file, whatever the order of dropping', () => {
    const assigned = assignKinds([picture('a', { viewGuess: 'longitudinal' }), picture('b')]);
    expect(kinds(assigned)).toEqual(['longitudinal', 'transverse']);
  });
  it('are at most one each; more pictures are not used', () => {
    expect(kinds(assignKinds([picture('a'), picture('b'), picture('c')]))).toEqual([
      'transverse',
      'longitudinal',
      null,
    ]);
    const both = [picture('a', { viewGuess: 'transverse' }), picture('b', { viewGuess: 'transverse' })];
    expect(kinds(assignKinds(both))).toEqual(['transverse', 'longitudinal']);
  });
  it('picked by the person stay when more pictures come', () => {
    const picked = pickKind(assignKinds([picture('a')]), 'a', 'longitudinal');
    expect(kinds(assignKinds([...picked, picture('b', { viewGuess: 'longitudinal' })]))).toEqual([
      'longitudinal',
      'transverse',
    ]);
  });
  it('change places when one takes the view of the other', () => {
    const pictures = assignKinds([picture('a'), picture('b')]);
    expect(kinds(pickKind(pictures, 'a', 'longitudinal'))).toEqual(['longitudinal', 'transverse']);
  });
  it('are never given to a picture that could not be read', () => {
    expect(kinds(assignKinds([picture('a', {}, { state: 'failed', staged: null }), picture('b')]))).toEqual([
      null,
      'transverse',
    ]);
  });
});

describe('facts from a file', () => {
  it('fill what is empty and overwrite nothing typed', () => {
    const typed: Draft = { ...EMPTY_DRAFT, age: '50' };
    expect(takeFacts(typed, { ...STAGED, ageYears: 43, sex: 'F', sideGuess: 'left' })).toMatchObject({
      age: '50',
      sex: 'F',
      side: 'left',
    });
  });
});

describe('typed numbers', () => {
  it('may use a comma, full-width digits and spaces', () => {
    expect(readNumber(' 0,07 ')).toBe(0.07);
    expect(readNumber('４３')).toBe(43);
    expect(readNumber('')).toBeNull();
    expect(readNumber('43 y')).toBeNaN();
    expect(readNumber('-1')).toBeNaN();
  });
});

describe('a new case', () => {
  const whole: Draft = {
    label: ' 0412 ',
    age: '43',
    sex: 'F',
    side: 'left',
    pole: 'upper',
    report: 'Hypoechoic nodule.',
    pictures: assignKinds([
      picture('t', { spacingMmPerPx: 0.071, spacingSource: 'dicomRegion', burnedInText: 'blank' }),
      picture('l', {}, { typedSpacing: '0,07' }),
    ]),
  };
  it('becomes a request the contract accepts; a typed scale is marked as entered', () => {
    const request = createRequest(whole, NOW);
    expect(CHANNELS['case.create'].input.parse(request)).toEqual(request);
    expect(request.facts).toMatchObject({ label: '0412', ageYears: 43 });
    expect(request.views).toEqual([
      {
        stagedId: 't',
        kind: 'transverse',
        spacingMmPerPx: 0.071,
        spacingSource: 'dicomRegion',
        burnedInText: 'blank',
      },
      {
        stagedId: 'l',
        kind: 'longitudinal',
        spacingMmPerPx: 0.07,
        spacingSource: 'entered',
        burnedInText: 'blank',
      },
    ]);
  });
  it('goes on with one picture and nothing else, naming what will be lacking', () => {
    const bare: Draft = { ...EMPTY_DRAFT, pictures: assignKinds([picture('t')]) };
    expect(faultsOf(bare)).toEqual([]);
    expect(lacksOf(bare)).toEqual(['longitudinal', 'scale', 'side', 'age', 'sex', 'report']);
    const request = createRequest(bare, NOW);
    expect(CHANNELS['case.create'].input.parse(request).facts.label).toBe('1019-1405');
    expect(defaultLabel(NOW)).toBe('1019-1405');
  });
  it('lacks nothing when everything is there', () => expect(lacksOf(whole)).toEqual([]));
  it('is held back by an impossible age or scale, and without a picture', () => {
    expect(faultsOf({ ...whole, age: '143' })).toEqual(['age']);
    expect(faultsOf({ ...whole, age: '43.5' })).toEqual(['age']);
    expect(faultsOf({ ...whole, age: 'old' })).toEqual(['age']);
    expect(faultsOf(EMPTY_DRAFT)).toEqual(['noPicture']);
    const far = assignKinds([picture('t', {}, { typedSpacing: '7' })]);
    expect(faultsOf({ ...whole, pictures: far })).toEqual(['spacing']);
  });
});

describe('writing in a picture', () => {
  it('is painted over unless the person keeps it', () => {
    const lines = [{ x: 1, y: 2, width: 30, height: 8 }];
    const views = createRequest(
      {
        ...EMPTY_DRAFT,
        pictures: [
          picture('t', { burnedInText: lines }, { kind: 'transverse' }),
          picture('l', { burnedInText: lines }, { kind: 'longitudinal', keepWriting: true }),
        ],
      },
      NOW,
    ).views;
    expect(views.map((view) => view.burnedInText)).toEqual(['blank', 'keep']);
  });

  it('gives the case the patient’s number as its name only where identifiers are kept', () => {
    expect(takeFacts(EMPTY_DRAFT, { ...STAGED, patientId: 'P-77' }).label).toBe('P-77');
    expect(takeFacts({ ...EMPTY_DRAFT, label: 'own' }, { ...STAGED, patientId: 'P-77' }).label).toBe('own');
    expect(takeFacts(EMPTY_DRAFT, STAGED).label).toBe('');
  });
});

describe('a draft over a reload', () => {
  it('keeps everything typed and which pictures were meant, but no pixel', () => {
    const draft: Draft = {
      ...EMPTY_DRAFT,
      report: '低回声结节',
      age: '43',
      pictures: [
        picture('t', { thumbnailBase64: 'PIXELS', frame: 3 }, { kind: 'transverse', typedSpacing: '0.07' }),
      ],
    };
    const kept = keepDraft(draft);
    expect(kept).not.toContain('PIXELS');
    const back = readKeptDraft(kept);
    expect(back.draft).toEqual({ ...draft, pictures: [] });
    expect(back.pictures).toEqual([
      {
        stagedId: 't',
        frame: 3,
        fileName: 't.png',
        kind: 'transverse',
        kindPicked: false,
        typedSpacing: '0.07',
        keepWriting: false,
      },
    ]);
  });
  it('starts empty from anything unreadable', () => {
    for (const bad of [null, '', '{', '{"label":1}', '[]'])
      expect(readKeptDraft(bad).draft).toEqual(EMPTY_DRAFT);
  });
});
