import { existsSync, readFileSync } from 'node:fs'

/**
 * The closing line of a test run from Vitest's JSON reports: `12 passed, 0 failed`. A file that could not be
 * loaded, a run that left no report, and an error outside any test, count as a failure, so that the line never
 * contradicts the exit code.
 */
export function closingLine(reportFiles, code) {
  const counts = reportFiles.map(countsOf)
  const sum = (pick) => counts.reduce((all, one) => all + pick(one), 0)
  const failed = Math.max(
    sum((one) => one.failed),
    code === 0 ? 0 : 1,
  )
  const skipped = sum((one) => one.skipped)
  const line = `${sum((one) => one.passed)} passed, ${failed} failed`
  return skipped > 0 ? `${line}, ${skipped} skipped` : line
}

function countsOf(reportFile) {
  if (!existsSync(reportFile)) return { passed: 0, failed: 1, skipped: 0 }
  const report = JSON.parse(readFileSync(reportFile, 'utf8'))
  const unloaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((test) => test.status === 'failed'),
  ).length
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + (report.numTodoTests ?? 0),
  }
}

/**
 * Every test that failed, with the first lines of why, for the end of a long run: what was printed where it failed is far
 * above by then, or cut off.
 */
export function failures(reportFiles) {
  return reportFiles
    .filter((reportFile) => existsSync(reportFile))
    .flatMap((reportFile) => JSON.parse(readFileSync(reportFile, 'utf8')).testResults)
    .flatMap((file) => [
      ...file.assertionResults
        .filter((test) => test.status === 'failed')
        .map((test) => `${file.name} > ${test.fullName}\n${beginning(test.failureMessages.join('\n'))}`),
      ...(file.status === 'failed' && file.message ? [`${file.name}\n${beginning(file.message)}`] : []),
    ])
}

const beginning = (text) =>
  text
    .split('\n')
    .filter((line) => !line.includes('node_modules'))
    .slice(0, 12)
    .map((line) => `    ${line.slice(0, 400)}`)
    .join('\n')
