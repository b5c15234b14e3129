import { parseSync } from 'vite';

const CALLED = new Set(['describe', 'it', 'test']);
/** `test.step('…')` and the like name no test. */
const NO_TEST = new Set(['step', 'use', 'extend', 'setTimeout']);

type Node = { readonly type: string; readonly [key: string]: unknown };
const isNode = (value: unknown): value is Node =>
  typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';

/**
 * The titles of a test file as they are written: of every `describe`, `it` and `test`, with or without `.each(…)`,
 * `.skipIf(…)` and the like. Read from the syntax tree, so that a title in a comment or in another string is none.
 */
export function testTitles(fileName: string, source: string): Set<string> {
  const { program, errors } = parseSync(fileName, source);
  if (errors.length > 0) throw new Error(`${fileName} could not be read: ${errors[0]!.message}`);
  const titles = new Set<string>();
  walk(program as unknown as Node, (call) => {
    if (!isTestCall(call.callee)) return;
    const [first] = call.arguments as unknown[];
    const title = isNode(first) ? textOf(first) : null;
    if (title !== null) titles.add(title);
  });
  return titles;
}

function walk(node: Node, onCall: (call: Node) => void): void {
  if (node.type === 'CallExpression') onCall(node);
  for (const value of Object.values(node)) {
    if (isNode(value)) walk(value, onCall);
    else if (Array.isArray(value)) for (const one of value) if (isNode(one)) walk(one, onCall);
  }
}

/** `it`, `it.each`, `it.each(rows)`, `test.describe`: whatever begins with one of the three names. */
function isTestCall(callee: unknown): boolean {
  if (!isNode(callee)) return false;
  if (callee.type === 'Identifier') return CALLED.has(callee.name as string);
  if (callee.type === 'MemberExpression')
    return !NO_TEST.has((callee.property as Node).name as string) && isTestCall(callee.object);
  if (callee.type === 'CallExpression') return isTestCall(callee.callee);
  if (callee.type === 'TaggedTemplateExpression') return isTestCall(callee.tag);
  return false;
}

function textOf(node: Node): string | null {
  if (node.type === 'Literal' && typeof node.value === 'string') return node.value;
  if (node.type !== 'TemplateLiteral') return null;
  return (node.quasis as { value: { cooked: string } }[]).map((part) => part.value.cooked).join('…');
}
