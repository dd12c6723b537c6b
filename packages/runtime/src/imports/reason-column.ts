/** Head of the column of an error file that says why a row did not go in. No table of people's own has such a head. */
export const reasonColumn: { readonly zh: string; readonly en: string } = {
  zh: '未导入的原因',
  en: 'Why it was not imported',
}

/** Whether a column is the one that an error file adds; it says nothing about records and is never imported. */
export function isReasonColumn(name: string): boolean {
  return /^(未导入的原因|Why it was not imported)( \(\d+\))?$/.test(name)
}
