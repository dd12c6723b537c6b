import type { Ready, Runner } from '../database/runner.ts'

/** What the planner thinks a statement costs with these values, in its own unit: a page read from the disk in order. */
export async function costOf(runner: Runner, { text, values }: Ready): Promise<number> {
  const row = await runner.first({ text: `explain (format json) ${text}`, values })
  const [top] = (row?.['QUERY PLAN'] ?? []) as readonly {
    readonly Plan?: { readonly 'Total Cost'?: number }
  }[]
  return top?.Plan?.['Total Cost'] ?? 0
}
