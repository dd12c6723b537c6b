import type { PublicPage } from '@mortise/client'
import { language } from '@mortise/expressions'
import { builtinFieldTypes } from '@mortise/fields'
import { compileForm, type FormProgram, openForm } from '@mortise/forms'
import type { Json } from '@mortise/expressions'
import {
  type AppDocuments,
  compileModel,
  documentKinds,
  extensionList,
  type Model,
  type RecordValues,
} from '@mortise/schema'
import { FormStore } from '../form/form-store.ts'
import type { Workspace } from '../workspace/metadata.tsx'

/** What the pages of strangers need of the kit. */
export const publicKit: Workspace['kit'] = { fields: extensionList(builtinFieldTypes) }

/** The form of a page, ready to be opened. */
export type PublicProgram = { readonly model: Model; readonly program: FormProgram }

/** Makes the form of a page ready; undefined while it can't be filled in. */
export function publicProgram(page: PublicPage): PublicProgram | undefined {
  if (page.model === null) return undefined
  const { version, documents } = page.model
  const none = Object.fromEntries(documentKinds.map((kind) => [kind, []]))
  const app = { ...none, ...documents, app: documents.app[0] } as unknown as AppDocuments
  const { model } = compileModel({ apps: [app], fieldFacts: publicKit.fields, version })
  const form = model.documents('form')[0]
  const entity = form === undefined ? undefined : model.entity(form.entity)
  if (form === undefined || entity === undefined) return undefined
  return { model, program: compileForm({ model, entity, form, fields: publicKit.fields, language }) }
}

/** Opens it with what the link, or an earlier visit, brings along. */
export function openPublic(
  { model, program }: PublicProgram,
  given: { readonly values: RecordValues; readonly locale: 'zh' | 'en' },
): FormStore {
  const { values, locale } = given
  const now = new Date().toISOString()
  return new FormStore(program, openForm(program, { values, isNew: true, now, ...model.time, locale }))
}

/** Values that the link may fill in and that their fields can hold. */
export function prefilled(
  { model, program }: PublicProgram,
  given: { readonly search: string; readonly fields: readonly string[]; readonly locale: 'zh' | 'en' },
): RecordValues {
  const asked = new URLSearchParams(given.search)
  const values: { [key: string]: Json } = {}
  for (const key of given.fields) {
    const text = asked.get(key)
    const plan = program.tables.get('')?.fields.get(key)
    if (text === null || text.length > 2000 || plan === undefined || plan.computed) continue
    const { timeZone } = model.time
    const read = plan.type.parse(text, { field: plan.document, locale: given.locale, timeZone })
    if (read.ok && read.value !== null) values[key] = read.value
  }
  return values
}

/** Where the visitor came from, as the address says. */
export function sourceOf(search: string): { readonly [name: string]: string } {
  const asked = new URLSearchParams(search)
  const names = { utmSource: 'utm_source', utmMedium: 'utm_medium', utmCampaign: 'utm_campaign' }
  return Object.fromEntries(
    Object.entries(names).flatMap(([name, query]) => {
      const text = asked.get(query)?.slice(0, 200) ?? ''
      return text === '' ? [] : [[name, text]]
    }),
  )
}

/** What is sent: filled-in fields that show and may be changed; of rows only their columns. */
export function sentValues({ program }: PublicProgram, store: FormStore): RecordValues {
  const values: { [key: string]: Json } = {}
  for (const [key, field] of Object.entries(store.state.fields)) {
    const plan = program.tables.get('')?.fields.get(key)
    if (plan === undefined || plan.computed || plan.system || !field.visible || field.readOnly) continue
    const table = program.tables.get(key)
    if (table === undefined) {
      const value = field.input ?? field.value
      if (value !== null) values[key] = value
      continue
    }
    const rows = (store.state.tables[key] ?? []).map(({ row }) =>
      Object.fromEntries(
        Object.entries(row).filter(
          ([name, value]) => value !== null && name !== 'id' && table.fields.get(name)?.computed === false,
        ),
      ),
    )
    if (rows.length > 0) values[key] = rows
  }
  return values
}
