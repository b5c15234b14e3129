import { migration as cases } from './001_cases.ts';
import { migration as smears } from './002_smears.ts';
import { migration as basis } from './003_basis.ts';
import { migration as people } from './004_people.ts';
import { migration as fields } from './005_fields.ts';
import { migration as assessmentField } from './006_assessment_field.ts';

/** One step of the store's schema; `version` is SQLite's user_version after it. */
export type Migration = { version: number; name: string; sql: string };

/** In order, never edited once released: a store in a clinic has run them. */
export const MIGRATIONS: readonly Migration[] = [cases, smears, basis, people, fields, assessmentField];
