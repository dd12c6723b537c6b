import type { WireRecord } from '@mortise/client'
import { language, lookupBook } from '@mortise/expressions'
import { compileForm, openForm } from '@mortise/forms'
import type { EntityModel, FormDocument, RecordValues } from '@mortise/schema'
import { useLocale } from '@mortise/ui'
import { useEffect, useMemo, useState } from 'react'
import { useWorkspace } from '../workspace/metadata.tsx'
import { formFor, type FormPurpose } from './form-for.ts'
import { FormStore } from './form-store.ts'
import { linksOf, provideAwaited } from './load-links.ts'
import { answerLookups } from './answer-lookups.ts'

/** What to open: a stored record, or values for a new one. */
export type OpenRequest = {
  readonly entity: EntityModel
  readonly record?: WireRecord | undefined
  readonly preset?: RecordValues | undefined
  readonly purpose: FormPurpose
  readonly form?: FormDocument | undefined
}

/** Compiles the form, fetches what its expressions read, and opens the record; undefined until all is there. */
export function useOpenForm({ entity, record, preset, purpose, form }: OpenRequest): FormStore | undefined {
  const { client, model, kit, labels, me } = useWorkspace()
  const locale = useLocale()
  const program = useMemo(() => {
    const document = form ?? formFor(model, entity, purpose, kit.fields)
    return compileForm({ model, entity, form: document, fields: kit.fields, language })
  }, [model, entity, purpose, form, kit])
  const [store, setStore] = useState<FormStore>()
  const book = useMemo(() => lookupBook(), [])
  const version = record?.version
  useEffect(() => {
    let current = true
    const sources = { client, program, labels }
    const values: RecordValues = record ?? preset ?? {}
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
      setStore(
        new FormStore(
          program,
          openForm(program, {
            values,
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
            locale,
          }),
        ),
      )
    }
    void open()
    return () => {
      current = false
    }
    // The record is opened once per version: a refetch of the same version must not throw away what was typed.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [program, client, labels, me, locale, record?.id, version])
  useEffect(() => {
    if (store === undefined) return undefined
    const look = (): void => void answerLookups({ client, book }, store)
    look()
    return store.subscribe(() => {
      look()
      if (store.state.pending.length > 0)
        void provideAwaited({ client, program: store.program, labels }, store)
    })
  }, [store, client, labels, book])
  return store
}
