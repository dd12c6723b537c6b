import type { WireRecord } from '@mortise/client'
import type { EntityModel, RecordValues } from '@mortise/schema'
import { useT, useToast } from '@mortise/ui'
import { useQueryClient } from '@tanstack/react-query'
import { refusal } from '../record/refusal.ts'
import { useRights, useWorkspace } from '../workspace/metadata.tsx'
import { useRefresh } from '../workspace/queries.ts'
import { dateOf } from './days.ts'
import { messages } from './messages.ts'
import { type Axis, type Span, valuesOf } from './spans.ts'
import { type SpanPages, spansKey } from './use-spans.ts'

/** Moving records on the axis of time, as far as the person may. */
export type Reschedule = {
  readonly mayMove: boolean
  readonly mayStretch: boolean
  /** Puts a record where the span says; shows at once, can be undone, and goes back when the server refuses. */
  readonly put: (span: Span) => Promise<void>
}

/** Changes the dates of records by hand. */
export function useReschedule(entity: EntityModel, axis: Axis): Reschedule {
  const { client } = useWorkspace()
  const rights = useRights(entity.key)
  const queries = useQueryClient()
  const refresh = useRefresh()
  const toast = useToast()
  const t = useT(messages)
  const mayWrite = (key: string): boolean => rights.update && rights.fields[key] === 'write'
  const mayStretch = axis.end !== undefined && mayWrite(axis.end.key)
  // What moves takes its end along.
  const mayMove = mayWrite(axis.start.key) && (axis.end === undefined || mayStretch)

  const show = (id: string, values: RecordValues & { readonly version?: number }): void => {
    const change = (one: WireRecord): WireRecord => (one.id === id ? { ...one, ...values } : one)
    queries.setQueriesData<SpanPages>({ queryKey: spansKey(entity.key) }, (old) =>
      old === undefined
        ? old
        : { ...old, pages: old.pages.map((page) => ({ ...page, data: page.data.map(change) })) },
    )
  }
  const put = async (span: Span): Promise<void> => {
    const { record } = span
    const values = valuesOf(span, axis)
    if (Object.keys(values).length === 0) return
    const before = Object.fromEntries(Object.keys(values).map((key) => [key, record[key] ?? null]))
    await queries.cancelQueries({ queryKey: spansKey(entity.key) })
    show(record.id, values)
    try {
      const saved = await client.records.update(entity.key, record.id, { values, version: record.version })
      // The next move must know of this one, even before the list is fetched anew.
      show(record.id, { ...values, version: saved.data.version })
      const undo = async (): Promise<void> => {
        show(record.id, before)
        await client.records
          .update(entity.key, record.id, { values: before, version: saved.data.version })
          .then(({ data }) => show(record.id, { ...before, version: data.version }))
          .catch((error: unknown) => toast({ text: refusal(error), tone: 'danger' }))
        await refresh(entity.key)
      }
      const name = String(record[entity.document.title] ?? '')
      const [from, to] = [dateOf(span.from.day), dateOf(span.to.day)]
      toast({ text: t(from === to ? 'moved' : 'movedRange', { name, from, to }), undo })
    } catch (error) {
      show(record.id, before)
      toast({ text: refusal(error), tone: 'danger' })
    }
    await refresh(entity.key)
  }
  return { mayMove, mayStretch, put }
}
