import { appendFileSync } from 'node:fs'

/** What the server has acknowledged, and so owes us for ever. */
export type Debt =
  | {
      readonly kind: 'lead'
      readonly id: string
      readonly name: string
      readonly hot: boolean
      readonly version: number
      readonly values: { readonly [field: string]: unknown }
    }
  | { readonly kind: 'quote'; readonly id: string; readonly instance: string; readonly approvals: number }
  | { readonly kind: 'import'; readonly id: string; readonly mark: string; readonly lines: number }

/** Debts by kind, each with its last state, also written to a file line by line. */
export type Ledger = {
  readonly add: (debt: Debt) => void
  readonly all: <K extends Debt['kind']>(kind: K) => readonly Extract<Debt, { readonly kind: K }>[]
}

/** Opens a ledger. */
export function openLedger(file: string): Ledger {
  const debts = new Map<string, Debt>()
  return {
    add: (debt) => {
      debts.set(debt.id, debt)
      appendFileSync(file, `${JSON.stringify(debt)}\n`)
    },
    all: (kind) =>
      [...debts.values()].filter((one): one is Extract<Debt, { kind: typeof kind }> => one.kind === kind),
  }
}
