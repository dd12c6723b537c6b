import { defineConfig } from 'vitest/config'

const code = ['packages/*/src/**', 'apps/*/src/**']
const tests = (suffix: string): string[] => code.map((place) => `${place}/*${suffix}`)

/**
 * Four projects by what a test needs: nothing (pure), a DOM (dom), a real Postgres (database), or the
 * whole product in a real browser (browser). The name of a test file says which it is.
 */
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'pure',
          // Random edits by the hundred: a busy machine must not make them fail.
          testTimeout: 30_000,
          include: [...tests('.test.ts'), 'tests/architecture/*.test.ts'],
          exclude: [...tests('.db.test.ts'), '**/node_modules/**'],
        },
      },
      {
        test: {
          name: 'dom',
          testTimeout: 30_000,
          environment: 'jsdom',
          include: tests('.test.tsx'),
          setupFiles: ['./tests/dom-setup.ts'],
        },
      },
      {
        test: {
          name: 'database',
          include: [
            ...tests('.db.test.ts'),
            'tests/scenarios/*.db.test.ts',
            'tests/crash/*.db.test.ts',
            'tests/security/*.db.test.ts',
          ],
          globalSetup: ['./packages/testkit/src/database/global-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'browser',
          include: ['tests/browser/*.test.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
