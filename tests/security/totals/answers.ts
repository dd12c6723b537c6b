import { isMortiseError } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import { drillReport, readDoor, runReport, type Workspace } from '@mortise/runtime'
import type { Actor } from '@mortise/store'

type ReportResult = Awaited<ReturnType<typeof runReport>>

/** An answer in a form that two askers' answers can be compared in; `refused` has the code of a refusal. */
export type Answer = { readonly refused: string } | { readonly told: Json }

/** Numbers to nine digits: sums of shares come in the order in which rows are read. */
function plain(value: unknown): Json {
  if (value === undefined || value === null) return null
  if (Array.isArray(value)) return value.map(plain)
  if (value instanceof Date) return value.toISOString()
  if (typeof value === 'object')
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, plain(one)]))
  if (typeof value === 'number') return Number(value.toPrecision(9))
  if (typeof value === 'string' && /^-?\d+\.?\d*(e[+-]?\d+)?$/.test(value))
    return Number(Number(value).toPrecision(9))
  return value as Json
}

/** An answer, or the code it was refused with. */
export async function told(work: () => Promise<unknown>): Promise<Answer> {
  try {
    return { told: plain(await work()) }
  } catch (error) {
    if (!isMortiseError(error)) throw error
    return { refused: error.code }
  }
}

/** Rows, totals and the records behind the first rows of a report. */
export async function reportAnswer(
  workspace: Workspace,
  actor: Actor,
  report: string,
): Promise<{ readonly answer: Answer; readonly result: ReportResult | undefined }> {
  let result: ReportResult | undefined
  const answer = await told(async () => {
    result = await runReport(workspace, actor, { report })
    const { rows, totals, subtotals, truncated, labels } = result
    const { door } = await readDoor(workspace, actor)
    const drills: unknown[] = []
    for (const row of [rows[0], rows.at(-1)]) {
      if (row === undefined) continue
      const { entity, filter } = await drillReport(workspace, actor, { report, row })
      const page = await door.query({ entity, filter, fields: ['id'], limit: 500, count: 'exact' })
      drills.push([page.count, page.records.map((one) => one.id).toSorted()])
    }
    return { rows, totals, subtotals, truncated, labels, drills }
  })
  return { answer, result }
}

/** Numbers of a list: how many, and its groups with their sums. */
export async function listAnswer(
  workspace: Workspace,
  actor: Actor,
  given: { readonly entity: string; readonly by: string; readonly sums: readonly string[] },
): Promise<Answer> {
  const { door } = await readDoor(workspace, actor)
  return told(async () => {
    const { entity, by, sums } = given
    const count = await door.count({ entity }, 'exact')
    const { groups } = await door.groups({ entity, by: { field: by }, sums, limit: 200 })
    return { count, groups }
  })
}
