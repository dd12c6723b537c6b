import { isApiError, type ListAnswer, type RecordAnswer, type WireRecord } from '@mortise/client'
import { say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { EntityModel, RecordValues } from '@mortise/schema'
import { useLocale, useT, useToast } from '@mortise/ui'
import { type InfiniteData, useQueryClient } from '@tanstack/react-query'
import { useCallback, useRef } from 'react'
import { refusal } from '../record/refusal.ts'
import { useWorkspace } from '../workspace/metadata.tsx'
import { queryKeys } from '../workspace/queries.ts'
import { messages } from './messages.ts'
import type { SaveCell } from './table.tsx'

type Pages = InfiniteData<ListAnswer, string | undefined>

/** The record with what is new in it, of the fields it was asked for. */
function patched(record: WireRecord, values: RecordValues): WireRecord {
  const known = Object.entries(values).filter(([key]) => Object.hasOwn(record, key))
  return { ...record, ...Object.fromEntries(known) }
}

/**
 * Saves a cell: the new value shows at once, the version the person saw goes with it, and a refusal puts the old value
 * back and is told. Changes of one record wait for each other.
 */
export function useSaveCell(entity: EntityModel): SaveCell {
  const { client, labels } = useWorkspace()
  const queries = useQueryClient()
  const locale = useLocale()
  const toast = useToast()
  const t = useT(messages)
  const last = useRef(new Map<string, Promise<number | undefined>>())
  return useCallback(
    async (record, { field }, value) => {
      const show = (values: RecordValues): void => {
        const change = (one: WireRecord): WireRecord => (one.id === record.id ? patched(one, values) : one)
        queries.setQueriesData<Pages>({ queryKey: [...queryKeys.records(entity.key), 'list'] }, (old) =>
          old === undefined
            ? old
            : { ...old, pages: old.pages.map((page) => ({ ...page, data: page.data.map(change) })) },
        )
      }
      const send = async (next: Json): Promise<RecordAnswer> => {
        const version = (await last.current.get(record.id)) ?? record.version
        const answer = await client.records.update(entity.key, record.id, {
          values: { [field.key]: next },
          version,
        })
        labels.add(answer.refs)
        show(answer.data)
        return answer
      }
      const queue = (next: Json): Promise<RecordAnswer> => {
        const run = send(next)
        last.current.set(
          record.id,
          run.then(
            ({ data }) => data.version,
            () => undefined,
          ),
        )
        return run
      }
      const before = record[field.key] ?? null
      const fresh = (): void => {
        for (const kind of ['groups', 'sums', 'count'])
          void queries.invalidateQueries({ queryKey: [...queryKeys.records(entity.key), kind] })
        void queries.invalidateQueries({ queryKey: queryKeys.record(entity.key, record.id) })
      }
      show({ [field.key]: value })
      try {
        await queue(value)
      } catch (error) {
        show({ [field.key]: before })
        if (isApiError(error) && error.status === 409) {
          void queries.invalidateQueries({ queryKey: queryKeys.records(entity.key) })
          return t('changedMeanwhile')
        }
        return refusal(error)
      }
      fresh()
      const undo = async (): Promise<void> => {
        show({ [field.key]: before })
        try {
          await queue(before)
          fresh()
        } catch (error) {
          show({ [field.key]: value })
          toast({ text: refusal(error), tone: 'danger' })
        }
      }
      toast({ text: t('cellSaved', { name: say(field.document.label, locale) }), undo })
      return undefined
    },
    [client, entity.key, labels, locale, queries, t, toast],
  )
}
