import type { OperatorHelp } from './types.ts'

type Short = {
  readonly group: OperatorHelp['group']
  /** In the English text form. */
  readonly example: string
  /** Chinese, then English. */
  readonly label: readonly [string, string]
  readonly names: readonly [string, string]
  readonly help: readonly [string, string]
}

/** Writes an operator's help: every text Chinese first, then English. */
export function helpOf({ group, example, label, names, help }: Short): OperatorHelp {
  const both = ([zh, en]: readonly [string, string]): { zh: string; en: string } => ({ zh, en })
  return { group, example, label: both(label), names: both(names), help: both(help) }
}
