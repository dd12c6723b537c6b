import type { Transaction, WorkspaceStore } from '@mortise/store'

/**
 * The store as work inside a transaction that goes on sees it: reports, prints and whatever else asks the store itself
 * find there what the work has written, on the same connection. Nobody hears of it.
 */
export function storeInside(store: WorkspaceStore, tx: Transaction): WorkspaceStore {
  const { people, design, jobs, flows, rules, slas, behaviours, assignments, side, records } = tx
  return {
    ...store,
    people,
    design,
    jobs,
    flows,
    rules,
    slas,
    behaviours,
    assignments,
    side,
    records,
    transaction: (work) => tx.savepoint(() => work(tx)),
    onChange: () => () => undefined,
    announce: () => Promise.resolve(),
  }
}
