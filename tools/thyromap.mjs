#!/usr/bin/env node
// `npx thyromap …`: the command line program, set up like `npm start` (Node 18 and up); its body is main/cli.
process.argv.splice(2, 0, 'thyromap');
await import('./bootstrap.mjs');
