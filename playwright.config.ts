import { defineConfig } from '@playwright/test';

// Each spec starts its own app (test/e2e/launch.ts). Two at a time: an app is a browser with its store.
export default defineConfig({
  testDir: 'test/e2e',
  // The project's own paths lead to type declarations, which Playwright would try to run.
  tsconfig: 'test/e2e/tsconfig.runner.json',
  outputDir: 'test-results',
  workers: 2,
  fullyParallel: false,
  forbidOnly: true,
  retries: 0,
  timeout: 90_000,
  // Waiting is for a busy machine; nothing is measured here.
  expect: { timeout: 15_000 },
  reporter: 'list',
});
