import { existsSync, readFileSync } from 'node:fs'

/**
 * The closing line of a test run from Vitest's JSON report: `12 passed, 0 failed`. A file that could not be
 * loaded, and an error outside any test, count as a failure, so that the line never contradicts the exit code.
 */
export function closingLine(reportFile, code) {
  if (!existsSync(reportFile)) return `0 passed, ${code === 0 ? 0 : 1} failed`
  const report = JSON.parse(readFileSync(reportFile, 'utf8'))
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  const failed = Math.max(report.numFailedTests + unloaded, code === 0 ? 0 : 1)
  const skipped = report.numPendingTests + (report.numTodoTests ?? 0)
  const line = `${report.numPassedTests} passed, ${failed} failed`
  return skipped > 0 ? `${line}, ${skipped} skipped` : line
}
