import type { WireRecord } from '@mortise/client'
import { language, lookupBook } from '@mortise/expressions'
import { compileForm, openForm } from '@mortise/forms'
import type { EntityModel, FormDocument, RecordValues } from '@mortise/schema'
import { useLocale, useNarrow } from '@mortise/ui'
import { useEffect, useMemo, useRef, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { formFor, type FormPurpose } from './form-for.ts'
import { FormStore, type Lens } from './form-store.ts'
import { linkReader } from './link-reader.ts'
import { linksOf, provideAwaited } from './load-links.ts'
import { unwritablePaths } from './unwritable.ts'
import { answerLookups } from './answer-lookups.ts'

/** What to open: a stored record, or values for a new one. */
export type OpenRequest = {
  readonly entity: EntityModel
  readonly record?: WireRecord | undefined
  readonly preset?: RecordValues | undefined
  readonly purpose: FormPurpose
  readonly form?: FormDocument | undefined
  /** What was typed before and not saved: laid over the record, and counted as changed. */
  readonly typed?: RecordValues | undefined
  /** Laid over every state of the form, such as the rights of a step of a flow. */
  readonly lens?: Lens | undefined
}

const nothing: RecordValues = {}

/** Compiles the form, fetches what its expressions read, and opens the record; undefined until all is there. */
export function useOpenForm({
  entity,
  record,
  preset,
  purpose,
  form,
  typed = nothing,
  lens,
}: OpenRequest): FormStore | undefined {
  const { client, model, kit, labels, me } = useWorkspace()
  const locale = useLocale()
  const phone = useNarrow()
  const document = useMemo(
    () => form ?? formFor(model, entity, purpose, { fields: kit.fields, phone }),
    [model, entity, purpose, form, kit, phone],
  )
  const program = useMemo(
    () => compileForm({ model, entity, form: document, fields: kit.fields, language }),
    [model, entity, document, kit],
  )
  const reader = useMemo(() => linkReader({ client, program, labels }), [client, program, labels])
  const [store, setStore] = useState<FormStore>()
  const book = useMemo(() => lookupBook(), [])
  const version = record?.version
  const last = useRef<{ readonly store: FormStore; readonly at: string; readonly typed: RecordValues }>(
    undefined,
  )
  useEffect(() => {
    let current = true
    const sources = { reader, program }
    const given: RecordValues = record ?? preset ?? {}
    const at = `${record?.id ?? ''} ${version ?? ''}`
    // A new version of the form, or another language, must not throw away what was typed meanwhile.
    const before = last.current
    const carried = before?.at === at && before.typed === typed ? before.store.changed() : nothing
    const over = { ...typed, ...carried }
    const values: RecordValues = { ...given, ...over }
    const open = async (): Promise<void> => {
      const links = await linksOf(sources, '', values)
      const rowLinks: { [table: string]: (typeof links)[] } = {}
      for (const table of program.tables.keys()) {
        const rows = table === '' ? undefined : values[table]
        if (Array.isArray(rows)) {
          rowLinks[table] = await Promise.all(rows.map((row) => linksOf(sources, table, row as RecordValues)))
        }
      }
      if (!current) return
      const { user, workspace } = me
      const dept = user.departmentId
      const acting = {
        id: user.id,
        dept,
        deptTree: dept === null ? [] : [dept],
        roles: user.roles,
        subordinates: [],
        attr: {},
      }
      const around = {
        links,
        rowLinks,
        previous: record,
        isNew: record === undefined,
        user: acting,
        now: new Date().toISOString(),
        ...model.time,
        timeZone: workspace.timeZone,
        lookup: book.lookup,
        known: book.known,
        unwritable: unwritablePaths(program, me),
        locale,
      }
      const state = openForm(program, { ...around, values })
      const untouched = over === nothing || Object.keys(over).length === 0
      const opened = untouched ? state : openForm(program, { ...around, values: given })
      const made = new FormStore(program, state, { opened, ...(lens === undefined ? {} : { lens }) })
      last.current = { store: made, at, typed }
      setStore(made)
    }
    void open()
    return () => {
      current = false
    }
    // The record is opened once per version: a refetch of the same version must not throw away what was typed.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [program, client, labels, me, locale, record?.id, version, typed, lens])
  useEffect(() => {
    if (store === undefined) return undefined
    const look = (): void => void answerLookups({ client, book }, store)
    look()
    return store.subscribe(() => {
      look()
      if (store.state.pending.length > 0) void provideAwaited({ reader, program: store.program }, store)
    })
  }, [store, client, reader, book])
  return store
}
