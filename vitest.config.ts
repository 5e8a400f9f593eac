import { defineConfig } from 'vitest/config';

export default defineConfig({
  // What .config/build.mjs puts in their place in the built program.
  define: { ANT_VERSION: '"0.0.0-test"', ANT_HELP: '"help as built"' },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    // Vitest leaves one processor idle, and many of these tests wait for other processes.
    maxWorkers: '100%',
    expect: { poll: { timeout: 10_000 } },
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
