import type { PrintContext, PrintRow } from './define.ts'

/**
 * Name of the rows that approvals are made of: `node`, `assignee`, `result`, `comment` and `at` of each decision; `steps`, the
 * names its step goes by; `turn`, alike for decisions of one round; `approved`; and `signature`, the name of a picture.
 */
export const approvalsSource = 'approvals'

/** The name of the picture of a handwritten name, by its file. */
export function signatureName(fileId: string): string {
  return `signature:${fileId}`
}

/** The handwritten name that came with a decision, as a data URI; undefined where there is none that the reader may see. */
export function handwritten(row: PrintRow, ctx: PrintContext): string | undefined {
  const name = row.values['signature']
  return typeof name === 'string' ? ctx.image(name) : undefined
}

/** The approvals of a step, by any of its names: those of the last time that it was passed. */
export function approvalsAt(step: string, ctx: PrintContext): readonly PrintRow[] {
  const passed = ctx.rows(approvalsSource).filter(({ values }) => {
    const names = values['steps'] ?? []
    return values['approved'] === true && Array.isArray(names) && names.includes(step)
  })
  const turn = passed.at(-1)?.values['turn']
  return passed.filter(({ values }) => values['turn'] === turn)
}
