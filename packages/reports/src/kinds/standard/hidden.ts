/*
 * Columns that are asked of the store but not shown. Keys of documents can't hold `$`, yet these names become column
 * names of a statement, so they stay identifiers: a trailing double underscore part that no key of a person has reason
 * to use, checked for collisions by `checkStandard`.
 */

/** Hidden column with the sum behind an average. */
export function hiddenSum(key: string): string {
  return `${key.slice(0, 40)}__sum`
}

/** Hidden column with the count of values behind an average. */
export function hiddenCount(key: string): string {
  return `${key.slice(0, 40)}__count`
}

/** Hidden column with a base measure of an earlier period: the `at`th of those that a shifted measure needs. */
export function hiddenEarlier(key: string, at: number): string {
  return `${key.slice(0, 38)}__ago${at}`
}

/** Value of the first dimension in the row that gathers what a limit cuts off. */
export const othersValue = '$others'
