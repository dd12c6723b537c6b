/*
 * Columns that are asked of the store but not shown. Keys of documents can't hold `$`, yet these names become column
 * names of a statement, so they stay identifiers: a trailing double underscore part that no key of a person has reason
 * to use, and that `checkStandard` refuses where it would stand for one of them.
 */

/** Names of columns are short: of a long key its beginning, and a mark of the whole so that two of them stay apart. */
function short(key: string): string {
  if (key.length <= 38) return key
  let mark = 0
  for (const letter of key) mark = (Math.imul(mark, 31) + (letter.codePointAt(0) ?? 0)) >>> 0
  return `${key.slice(0, 30)}_${mark.toString(36)}`
}

/** Hidden column with the sum behind an average. */
export function hiddenSum(key: string): string {
  return `${short(key)}__sum`
}

/** Hidden column with the count of values behind an average. */
export function hiddenCount(key: string): string {
  return `${short(key)}__count`
}

/** Hidden column with a base measure of an earlier period: the `at`th of those that a shifted measure needs. */
export function hiddenEarlier(key: string, at: number): string {
  return `${short(key)}__ago${at}`
}

/** Value of the first dimension in the row that gathers what a limit cuts off. */
export const othersValue = '$others'
