import type { Json } from '@mortise/expressions'
import type { Actor } from '@mortise/store'
import type { Workspace } from '../context/workspace.ts'
import { errors } from '../errors.ts'
import { entityFor } from '../records/entity-for.ts'
import { targetOf } from './links.ts'
import { makingKey } from './missing/business-key.ts'
import { mappingOf, ownImport, reportOf } from './open-import.ts'
import { writableFields } from './suggest.ts'

/** What a person says about columns and matches; everything may be left out. */
export type MappingAsk = {
  readonly columns?: { readonly [column: string]: string | null }
  readonly values?: { readonly [field: string]: { readonly [text: string]: string | null } }
  readonly matchBy?: readonly string[]
  readonly onMatch?: string
  readonly runRules?: boolean
  readonly keepBlanks?: boolean
  readonly wholeOrNothing?: boolean
  readonly createMissing?: readonly string[]
  readonly answers?: { readonly [rule: string]: string }
}

/** Rules and flows are off by themselves for more rows than this: nobody means to start thousands. */
const mostWithRules = 1_000

const onMatches = ['update', 'skip', 'create', 'review'] as const
const changeable = new Set(['uploaded', 'mapped', 'checked'])

/** Says what goes where. Refuses columns the file lacks and fields the importer may not write. */
export async function mapImport(
  workspace: Workspace,
  actor: Actor,
  given: { readonly id: string; readonly ask: MappingAsk },
): Promise<void> {
  const row = await ownImport(workspace, actor, given.id)
  if (!changeable.has(row.state)) throw errors.IMPORT_STATE({ state: row.state, what: 'map' })
  const published = await workspace.published()
  const entity = entityFor({ published }, actor, row.entity)
  const fields = new Set(
    writableFields(published, actor, { kit: workspace.options.kit, entity }).map((one) => one.key),
  )
  const { columns: names = [], total = 0 } = reportOf(row)
  const known = new Set(names)
  const columns: Record<string, string> = {}
  for (const [column, field] of Object.entries(given.ask.columns ?? {})) {
    if (field === null || field === '') continue
    if (!known.has(column) || !fields.has(field)) throw errors.IMPORT_MAPPING_INVALID({ column, field })
    columns[column] = field
  }
  const {
    values,
    matchBy = [],
    runRules = total <= mostWithRules,
    keepBlanks = false,
    createMissing = [],
    wholeOrNothing = false,
  } = given.ask
  const stranger = matchBy.find((field) => entity.field(field) === undefined)
  if (stranger !== undefined) throw errors.IMPORT_MAPPING_INVALID({ column: '', field: stranger })
  const [access, taken] = [published.access(actor), new Set(Object.values(columns))]
  for (const field of createMissing) {
    const model = entity.field(field)
    const target = model === undefined ? undefined : targetOf(workspace, model)
    if (target === undefined || !taken.has(field)) throw errors.IMPORT_MAPPING_INVALID({ column: '', field })
    if ('why' in makingKey({ published, options: workspace.options }, access, target))
      throw errors.FORBIDDEN({ what: target })
  }
  const onMatch = onMatches.find((one) => one === given.ask.onMatch) ?? 'skip'
  const answers = Object.fromEntries(
    Object.entries(given.ask.answers ?? {}).filter(([, choice]) => choice === 'run' || choice === 'skip'),
  )
  await workspace.store.side.imports.update(row.id, {
    state: 'mapped',
    mapping: { columns, values: values ?? mappingOf(row).values } as Json,
    options: {
      matchBy: [...matchBy],
      onMatch,
      runRules,
      keepBlanks,
      wholeOrNothing,
      createMissing: [...createMissing],
      answers,
    },
  })
}
