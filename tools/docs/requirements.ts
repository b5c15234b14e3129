import { commandsIn, type TestName, testNamesIn } from './evidence.ts';

/** One numbered promise of docs/requirements.md with what shows that it is kept. */
export type Requirement = {
  readonly id: string;
  readonly sentence: string;
  readonly section: string;
  readonly tests: readonly TestName[];
  readonly commands: readonly string[];
};

const HEAD = /^\*\*(R-\d+)\*\* (.+)$/;

/** Reads docs/requirements.md: `**R-12** sentence`, then a list of tests and commands. */
export function readRequirements(text: string): Requirement[] {
  const found: Requirement[] = [];
  let section = '';
  let open: { id: string; sentence: string; lines: string[] } | null = null;
  const close = () => {
    if (!open) return;
    const evidence = open.lines.join('\n');
    found.push({
      id: open.id,
      sentence: open.sentence,
      section,
      tests: testNamesIn(evidence),
      commands: commandsIn(evidence),
    });
    open = null;
  };
  for (const line of text.split('\n')) {
    const head = HEAD.exec(line);
    if (head || line.startsWith('#')) close();
    if (line.startsWith('## ')) section = line.slice(3);
    if (head) open = { id: head[1]!, sentence: head[2]!, lines: [] };
    else open?.lines.push(line);
  }
  close();
  return found;
}
