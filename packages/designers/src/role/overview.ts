import { type Locale, say } from '@mortise/errors'
import { language } from '@mortise/expressions'
import type { EntityGrant, GrantDocument, Model, RoleDocument } from '@mortise/schema'

/** Acts as the overview lists them. */
export const overviewActs = [
  'create',
  'read',
  'update',
  'delete',
  'export',
  'print',
  'share',
  'assignTo',
] as const
/** One of them. */
export type OverviewAct = (typeof overviewActs)[number]

/** One line of the overview: an act on an entity, or one of its fields, with what each role gives, in words. */
export type OverviewLine = {
  readonly entity: string
  readonly what: string
  readonly cells: readonly string[]
}

type Words = {
  readonly act: (act: OverviewAct) => string
  readonly scope: (scope: string) => string
  readonly right: (right: string) => string
  readonly locale: Locale
}

/** All roles side by side: each entity's acts, then the fields that some role treats apart. */
export function overviewOf(
  model: Model,
  roles: readonly RoleDocument[],
  words: Words,
): readonly OverviewLine[] {
  return model.entities
    .filter(({ document }) => document.kind !== 'child')
    .flatMap(({ key, document, fields }) => {
      const entity = say(document.label, words.locale)
      const grants = roles.map((role) => (role.admin === true ? 'admin' : role.entities?.[key]))
      const acts = overviewActs.map((act) => ({
        entity,
        what: words.act(act),
        cells: grants.map((grant) => cellOf(grant, act, words)),
      }))
      const apart = fields.filter((field) =>
        grants.some((grant) => typeof grant === 'object' && Object.hasOwn(grant.fields ?? {}, field.key)),
      )
      const lines = apart.map((field) => ({
        entity,
        what: say(field.document.label, words.locale),
        cells: grants.map((grant) => fieldOf(grant, field.key, words)),
      }))
      return [...acts, ...lines]
    })
}

type Given = EntityGrant | 'admin' | undefined

function cellOf(grant: Given, act: OverviewAct, words: Words): string {
  if (grant === 'admin') return words.scope('all')
  if (act === 'create') return words.scope(grant?.create === true ? 'all' : 'none')
  if (act === 'assignTo' && grant !== undefined && grant.assignTo === undefined)
    return cellOf(grant, 'update', words)
  const given: GrantDocument | undefined = grant?.[act]
  if (given === undefined || given === false) return words.scope('none')
  if (given === true) return words.scope('all')
  return given.scope === 'condition'
    ? language.print(given.condition, words.locale)
    : words.scope(given.scope)
}

function fieldOf(grant: Given, key: string, words: Words): string {
  if (grant === undefined) return words.right('hidden')
  return words.right(grant === 'admin' ? 'write' : (grant.fields?.[key] ?? grant.fields?.['*'] ?? 'write'))
}

/** The overview as a file that spreadsheets open; no cell of it is taken for a formula. */
export function overviewCsv(heads: readonly string[], lines: readonly OverviewLine[]): string {
  const cell = (text: string): string => {
    const plain = /^[=+\-@\t\r＝＋－＠]/u.test(text) ? `'${text}` : text
    return /[",\r\n]/.test(plain) ? `"${plain.replaceAll('"', '""')}"` : plain
  }
  const rows = [heads, ...lines.map(({ entity, what, cells }) => [entity, what, ...cells])]
  return `\uFEFF${rows.map((row) => row.map(cell).join(',')).join('\r\n')}\r\n`
}
