import { defineConfig } from 'vitest/config';

export default defineConfig({
  // What .config/build.mjs puts in their place in the built program.
  define: { ANT_VERSION: '"0.0.0-test"', ANT_HELP: '"help as built"' },
  test: {
    include: ['test/**/*.test.{ts,tsx}'],
    testTimeout: 30_000,
    hookTimeout: 30_000,
  },
});
