import { z } from 'zod';
import { CHANNELS, type ChannelName } from '../../../app/contract/channels.ts';

/** Inputs that no screen of ours sends, for the contract's test and for `npm run fuzz`. */

/** A number from 0 to below 1, from a seeded source. */
export type Draw = () => number;

type JsonSchema = {
  type?: string | string[];
  const?: unknown;
  enum?: unknown[];
  anyOf?: JsonSchema[];
  oneOf?: JsonSchema[];
  properties?: Record<string, JsonSchema>;
  required?: string[];
  items?: JsonSchema;
  minItems?: number;
  minLength?: number;
  maxLength?: number;
  minimum?: number;
  maximum?: number;
};

const schemas = new Map<ChannelName, JsonSchema>();

/** A channel's input as JSON Schema; what that cannot say (a refinement) is left out, so samples may break it. */
export function inputSchema(name: ChannelName): JsonSchema {
  let schema = schemas.get(name);
  if (!schema) {
    schema = z.toJSONSchema(CHANNELS[name].input, { io: 'input', unrepresentable: 'any' }) as JsonSchema;
    schemas.set(name, schema);
  }
  return schema;
}

/** An input by the schema, mostly: optional fields come and go, texts are small, lists are short. */
export function sampleInput(schema: JsonSchema, draw: Draw): unknown {
  if (schema.const !== undefined) return schema.const;
  if (schema.enum) return pick(schema.enum, draw);
  const choices = schema.anyOf ?? schema.oneOf;
  if (choices) return sampleInput(pick(choices, draw), draw);
  switch (Array.isArray(schema.type) ? pick(schema.type, draw) : schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {})
          .filter(([key]) => schema.required?.includes(key) || draw() < 0.5)
          .map(([key, inner]) => [key, sampleInput(inner, draw)]),
      );
    case 'array':
      return Array.from({ length: (schema.minItems ?? 0) + Math.floor(draw() * 3) }, () =>
        sampleInput(schema.items ?? {}, draw),
      );
    case 'string':
      return sampleText(draw)
        .padEnd(schema.minLength ?? 0, 'x')
        .slice(0, schema.maxLength);
    case 'integer':
      return Math.floor(draw() * 20) + Math.max(0, schema.minimum ?? 0);
    case 'number':
      return (schema.minimum ?? 0) + draw() * Math.min(1, (schema.maximum ?? 1) - (schema.minimum ?? 0));
    case 'boolean':
      return draw() < 0.5;
    default:
      return null;
  }
}

const TEXTS = [
  'a',
  '',
  '左叶 结节',
  '0',
  '../../x',
  "'; DROP TABLE cases; --",
  '%_"\\',
  '\u0000',
  '\ud800',
  '💥'.repeat(20),
  'risk>70 stage:2',
  'AAAA',
  'iVBORw0KGgo=',
  'a.csv',
  '{}',
];

function sampleText(draw: Draw): string {
  return pick(TEXTS, draw);
}

/** Values of every wrong kind. Each call makes them anew. */
export function wrongValues(): unknown[] {
  const circle: Record<string, unknown> = {};
  circle.self = circle;
  const deep: Record<string, unknown> = {};
  let inner = deep;
  for (let i = 0; i < 5000; i++) {
    inner.a = {};
    inner = inner.a as Record<string, unknown>;
  }
  return [
    undefined,
    null,
    0,
    -1,
    1.5,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    2 ** 53,
    10n,
    true,
    '',
    'x',
    'x'.repeat(2_000_000),
    '\u0000',
    [],
    [[]],
    [null, null],
    {},
    new Date(0),
    new Map([['caseId', 'x']]),
    new Set(['caseId']),
    new Uint8Array(8),
    Symbol('x'),
    () => ({}),
    Object.create(null),
    JSON.parse('{"__proto__":{"polluted":"yes"},"constructor":{"prototype":{"polluted":"yes"}}}'),
    circle,
    deep,
    Array.from({ length: 50_000 }, (_, i) => i),
    Object.fromEntries(Array.from({ length: 5000 }, (_, i) => [`key${i}`, i])),
  ];
}

/** The input with one part of it, anywhere, changed to something else, doubled, renamed or taken out. */
export function spoil(input: unknown, draw: Draw): unknown {
  if (typeof input !== 'object' || input === null || draw() < 0.15) return pick(wrongValues(), draw);
  if (Array.isArray(input)) {
    const list = [...input];
    if (list.length === 0 || draw() < 0.3) list.push(pick(wrongValues(), draw));
    else {
      const at = Math.floor(draw() * list.length);
      list[at] = spoil(list[at], draw);
    }
    return list;
  }
  const entries = Object.entries(input);
  const what = draw();
  if (entries.length === 0 || what < 0.15) return { ...input, [sampleText(draw)]: pick(wrongValues(), draw) };
  const [key, value] = pick(entries, draw);
  if (what < 0.35) return Object.fromEntries(entries.filter(([other]) => other !== key));
  if (what < 0.45) return { ...input, [key]: [value, value] };
  return { ...input, [key]: spoil(value, draw) };
}

export function pick<T>(from: readonly T[], draw: Draw): T {
  return from[Math.floor(draw() * from.length)]!;
}

/** Mulberry32: small, seeded, the same on every machine. */
export function seededDraw(seed: number): Draw {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
