import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    include: ['{app,main,atlas,renderer,tools,models}/**/*.test.{ts,tsx}'],
    environment: 'node',
    pool: 'forks',
    maxWorkers: 2,
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
