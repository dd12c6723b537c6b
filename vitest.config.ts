import { defineConfig } from 'vitest/config'

const code = ['packages/*/src/**', 'apps/*/src/**']
const tests = (suffix: string): string[] => code.map((place) => `${place}/*${suffix}`)

/**
 * Node reads these files by itself, as it does in the product: rewriting the whole product first takes ten seconds in every run
 * of Vitest. What is written in JSX needs it.
 */
const asNodeReads = { viteModuleRunner: false, nodeLoader: false }

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
          // They touch nothing that another could meet: what they import is read once for all of them.
          isolate: false,
          // Random edits by the hundred: a busy machine must not make them fail.
          testTimeout: 60_000,
          hookTimeout: 60_000,
          include: [...tests('.test.ts'), 'tests/architecture/*.test.ts'],
          exclude: [...tests('.db.test.ts'), '**/node_modules/**'],
        },
      },
      {
        test: {
          name: 'dom',
          testTimeout: 60_000,
          environment: 'jsdom',
          // Each file has a document of its own; React and the controls are read once for all of them, which takes longer.
          isolate: false,
          include: tests('.test.tsx'),
          setupFiles: ['./tests/dom-setup.ts'],
        },
      },
      {
        test: {
          name: 'database',
          experimental: asNodeReads,
          // Each has a database of its own; what they import is read once for all of them.
          isolate: false,
          include: [
            ...tests('.db.test.ts'),
            'tests/scenarios/*.db.test.ts',
            'tests/crash/*.db.test.ts',
            'tests/security/*.db.test.ts',
          ],
          globalSetup: ['./packages/testkit/src/database/global-setup.ts'],
          // Bounds for what hangs, not for what is slow: rows of other tests go on beside them.
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
      {
        test: {
          name: 'browser',
          experimental: asNodeReads,
          // Each file has a product of its own; the browser is opened once for all of a row.
          isolate: false,
          // What a page comes to show is waited for as long as any other step is.
          expect: { poll: { timeout: 20_000 } },
          include: ['tests/browser/*.test.ts'],
          globalSetup: ['./tests/browser/support/global-setup.ts'],
          testTimeout: 300_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
})
