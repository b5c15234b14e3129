import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { askAudit } from './docs/audit.ts';
import { thirdPartyDocument } from './docs/thirdParty.ts';
import { ROOT } from './setup/paths.mjs';

/** `npm run docs:third-party`: writes docs/third-party.md. */
const audit = await askAudit();
const day = new Date().toISOString().slice(0, 10);
const document = thirdPartyDocument(ROOT, audit, day);
writeFileSync(join(ROOT, 'docs', 'third-party.md'), document);
console.log(`docs/third-party.md: ${document.split('\n').length} lines`);
console.log(
  audit.asked ? `known problems: ${audit.advisories.length}` : `known problems: not asked (${audit.why})`,
);
