import type { Json } from '@mortise/expressions'
import { compileReport } from '@mortise/reports'
import type { Model, ReportDocument } from '@mortise/schema'
import type { RuntimeOptions } from '../types.ts'

const pasts = new WeakMap<ReportDocument, { readonly model: Model; readonly read: Json }>()

/**
 * What a report reads of what became of its records, which its meaning as a standard report does not say. Expects a
 * report all of whose joins lead somewhere; throws its first problem otherwise.
 */
export function pastOf(
  report: ReportDocument,
  reading: Parameters<typeof compileReport>[1],
  kit: RuntimeOptions['kit'],
): Json {
  if (report.kind === undefined || report.kind === 'standard') return null
  const known = pasts.get(report)
  if (known?.model === reading.model) return known.read
  const plan = compileReport(report, reading, kit.reportKinds)
  const history = plan.kind === 'aggregate' ? plan.history : undefined
  const { filter = null, by = null, field, amount } = history ?? {}
  const read = [filter, by, ...[field, amount].flatMap((one) => (one === undefined ? [] : [{ var: one }]))]
  pasts.set(report, { model: reading.model, read })
  return read
}
