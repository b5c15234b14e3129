import type { DicomDataset } from 'dcmjs';
import { AGE_YEARS, type Sex, type Side, type ViewKind } from '../../../app/case/patientCase.ts';
import { guessFromName } from '../guessView.ts';
import { items, text } from './dataset.ts';

/** What is read of the patient and the picture's place, and nothing else: no name, number or date leaves here. */
export type PatientFacts = {
  ageYears: number | null;
  sex: Sex | null;
  view: ViewKind | null;
  side: Side | null;
};

export function readPatientFacts(dataset: DicomDataset): PatientFacts {
  const sex = text(dataset, '00100040');
  const described = guessFromName(describedAs(dataset));
  return {
    ageYears: readAge(dataset),
    sex: sex === 'F' || sex === 'M' ? sex : null,
    view: described.view,
    side: readLaterality(dataset) ?? described.side,
  };
}

/** Patient's Age (0010,1010) as `043Y`, `018M`, `012W`, `004D`; else birth date to study date, in whole years. */
function readAge(dataset: DicomDataset): number | null {
  const match = /^(\d{1,3})([YMWD])$/.exec(text(dataset, '00101010') ?? '');
  const perYear = { Y: 1, M: 12, W: 52.1775, D: 365.2425 };
  const years = match
    ? Math.floor(Number(match[1]) / perYear[match[2] as keyof typeof perYear])
    : yearsBetween(text(dataset, '00100030'), text(dataset, '00080020'));
  return years !== null && years >= AGE_YEARS.min && years <= AGE_YEARS.max ? years : null;
}

function yearsBetween(birth: string | null, study: string | null): number | null {
  const [from, to] = [birth, study].map((date) => /^(\d{4})(\d{2})(\d{2})$/.exec(date ?? ''));
  if (!from || !to) return null;
  const hadBirthday = `${to[2]}${to[3]}` >= `${from[2]}${from[3]}`;
  return Number(to[1]) - Number(from[1]) - (hadBirthday ? 0 : 1);
}

/** Image Laterality (0020,0062) or Laterality (0020,0060). */
function readLaterality(dataset: DicomDataset): Side | null {
  const letter = text(dataset, '00200062') ?? text(dataset, '00200060');
  return letter === 'L' ? 'left' : letter === 'R' ? 'right' : null;
}

/** Series Description, View Name, Image Comments, and the meanings of View and Anatomic Region codes. */
function describedAs(dataset: DicomDataset): string {
  const codes = ['00540220', '00082218'].flatMap((tag) => {
    const codeItems = items(dataset, tag);
    const modifiers = codeItems.flatMap((item) => [...items(item, '00540222'), ...items(item, '00082220')]);
    return [...codeItems, ...modifiers];
  });
  return [
    text(dataset, '0008103E'),
    text(dataset, '00082127'),
    text(dataset, '00204000'),
    ...codes.map((code) => text(code, '00080104')),
  ]
    .filter(Boolean)
    .join(' ; ');
}
