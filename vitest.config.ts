import { defineConfig } from 'vitest/config'
import { kernelText } from './src/kernel/assembly/compile.mjs'

// Real processes compete for the machine's cores, so files run a few at a time and
// every bound on a wait is generous: a test fails because a condition never came,
// not because it came late.
export default defineConfig({
  define: { LOGRUN_KERNEL: JSON.stringify(kernelText()) },
  test: {
    include: ['test/**/*.test.ts'],
    setupFiles: ['test/helpers/seed.ts'],
    globalSetup: ['test/helpers/programs.ts'],
    testTimeout: 180_000,
    hookTimeout: 180_000,
    maxWorkers: 3,
  },
})
