import { defineConfig } from 'vitest/config';

// Unit, property and store tests stand beside their code; test/sim and test/fault hold the wide ones.
export default defineConfig({
  test: {
    include: ['{shared,electron,renderer,build,hub}/**/*.test.ts', 'test/{sim,fault}/**/*.test.ts'],
    pool: 'threads',
    globalSetup: ['test/workerSetup.ts'],
    setupFiles: ['test/seed.ts'],
    testTimeout: 60_000,
    hookTimeout: 60_000,
  },
});
