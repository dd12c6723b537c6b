import type { Json } from '@mortise/expressions'
import { inspectionOf, type Kit } from '@mortise/kit'
import {
  choiceOnPath,
  type FlowDocument,
  type NewNames,
  type RenameContext,
  renameDocument,
  type ViewDocument,
} from '@mortise/schema'
import type { NameChange, Transaction, VariableMove } from '@mortise/store'
import { definitionHash } from '../flows/definition.ts'
import { followFigures } from '../reports/watches/follow.ts'
import { carryDrafts } from './carry-drafts.ts'
import type { Proposal } from './proposal.ts'

/** New names of documents, as stored. */
function documentChanges({ changes }: Proposal): readonly NameChange[] {
  return changes.flatMap(({ type, kind, from, key }) =>
    type === 'renamed' && from !== undefined ? [{ kind, from, to: key }] : [],
  )
}

/** All new names of a proposal at once, asked by the names before. */
function namesOf(proposal: Proposal, documents: readonly NameChange[]): NewNames {
  const known = new Map(documents.map(({ kind, from, to }) => [`${kind} ${from}`, to]))
  const document: NewNames['document'] = (kind, key) => known.get(`${kind} ${key}`) ?? key
  const before = new Map(
    documents.flatMap(({ kind, from, to }) => (kind === 'entity' ? [[to, from] as const] : [])),
  )
  const fields = new Map(
    proposal.steps.flatMap((step) =>
      step.type === 'rename_field'
        ? [[`${before.get(step.entity) ?? step.entity}.${step.from}`, step.to] as const]
        : [],
    ),
  )
  const options = optionNames(proposal, { entities: before, fields })
  return {
    document,
    field: (entity, key) => fields.get(`${entity}.${key}`) ?? key,
    option: (entity, field, value) => options.get(`${entity}.${field} ${value}`) ?? value,
  }
}

/** New names of options, by the names that entity and field had before. */
function optionNames(
  { steps }: Proposal,
  before: {
    readonly entities: ReadonlyMap<string, string>
    readonly fields: ReadonlyMap<string, string>
  },
): ReadonlyMap<string, string> {
  const fieldBefore = new Map(
    [...before.fields].map(([name, to]) => [`${name.slice(0, name.indexOf('.'))}.${to}`, name]),
  )
  return new Map(
    steps.flatMap((step) => {
      if (step.type !== 'rename_options') return []
      const now = `${before.entities.get(step.entity) ?? step.entity}.${step.field}`
      const name = fieldBefore.get(now) ?? now
      return step.options.map(({ from, to }) => [`${name} ${from}`, to] as const)
    }),
  )
}

const carried: ReadonlySet<string> = new Set(['rename_field', 'rename_options'])

/** A person's own view, read as the document it is a part of. */
function renameView(view: { readonly entity: string; readonly json: Json }, context: RenameContext): Json {
  if (typeof view.json !== 'object' || view.json === null || Array.isArray(view.json)) return view.json
  const head = { key: 'own', label: '', entity: view.entity, type: 'table' as const }
  const given = view.json as { readonly [key: string]: Json }
  const whole = renameDocument('view', { ...head, ...given } as unknown as ViewDocument, context)
  const made = whole as unknown as { readonly [key: string]: Json }
  return Object.fromEntries(Object.keys(given).map((key) => [key, made[key] ?? null]))
}

type Values = { readonly [key: string]: Json }

const isObject = (value: Json | undefined): value is Values =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** What texts of a file mean, field by field: options by their names. */
function renameMeanings(entity: string, values: Values, { names }: RenameContext): Values {
  return Object.fromEntries(
    Object.entries(values).map(([field, meanings]): [string, Json] => {
      const made = isObject(meanings)
        ? Object.fromEntries(
            Object.entries(meanings).map(([text, option]): [string, Json] => [
              text,
              typeof option === 'string' ? names.option(entity, field, option) : option,
            ]),
          )
        : meanings
      return [names.field(entity, field), made]
    }),
  )
}

/** Columns of an unfinished import's file keep leading to the same fields, and their texts to the same options. */
function renameMapping(entity: string, mapping: Json, context: RenameContext): Json {
  if (!isObject(mapping)) return mapping
  const field = (value: Json): Json =>
    typeof value === 'string' ? context.names.field(entity, value) : value
  return Object.fromEntries(
    Object.entries(mapping).map(([key, value]): [string, Json] => {
      if (key === 'values' && isObject(value)) return [key, renameMeanings(entity, value, context)]
      if (key === 'columns' && isObject(value))
        return [key, Object.fromEntries(Object.entries(value).map(([column, to]) => [column, field(to)]))]
      return [key, key === 'matchBy' && Array.isArray(value) ? (value as readonly Json[]).map(field) : value]
    }),
  )
}

/** Variables of runs under way that hold an option which is written otherwise by now. */
function variableMoves(flow: FlowDocument, { model, names }: RenameContext): VariableMove['options'] {
  const scope = model.entity(flow.entity)?.scope
  return (flow.variables ?? []).flatMap(({ key, source = '' }) => {
    const path = source.startsWith('$record.') ? source.slice('$record.'.length) : undefined
    const choice = path === undefined ? undefined : choiceOnPath(model, scope, path)
    if (choice === undefined) return []
    const { entity, field, values } = choice
    return values.flatMap((from) => {
      const to = names.option(entity, field, from)
      return to === from ? [] : [{ variable: key, from, to }]
    })
  })
}

/** Runs under way finish on the definition they began with, which now speaks of things by their new names. */
async function carryDefinitions(tx: Transaction, context: RenameContext): Promise<() => Promise<void>> {
  const moves = (await tx.flows.openDefinitions()).flatMap(({ flow, hash, json }) => {
    const old = json ?? (context.model.document('flow', flow) as unknown as Json | undefined)
    if (old === undefined) return []
    const made = renameDocument('flow', old as unknown as FlowDocument, context)
    const options = variableMoves(old as unknown as FlowDocument, context)
    const same = made === (old as unknown as FlowDocument)
    return same && options.length === 0 ? [] : [{ hash, made, options }]
  })
  return async () => {
    for (const { hash, made, options } of moves) {
      await tx.design.carryVariables({ flow: made.key, hash, options })
      const now = definitionHash(made)
      if (now === hash) continue
      await tx.flows.putDefinition(made.key, now, made as unknown as Json)
      await tx.flows.moveInstances(made.key, hash, now)
    }
  }
}

/**
 * Carries the new names of a proposal into everything that names elements beside the design: people's roles and keys,
 * views of their own, drafts of forms, unfinished imports, waiting jobs, runs under way, alerts on figures. No record is touched.
 */
export async function carryRenames(tx: Transaction, proposal: Proposal, kit: Kit): Promise<void> {
  const documents = documentChanges(proposal)
  const { checks } = inspectionOf(kit)
  const context: RenameContext = { model: proposal.before, checks, names: namesOf(proposal, documents) }
  await followFigures(tx, proposal, context)
  if (documents.length === 0 && !proposal.steps.some((step) => carried.has(step.type))) return
  const kept = await tx.design.keptNames()
  const moveRuns = await carryDefinitions(tx, context)
  await carryDrafts(tx, { ...context, kit })
  await tx.design.carryNames(documents)
  await tx.design.putKeptNames({
    views: kept.views.map((view) => ({ id: view.id, json: renameView(view, context) })),
    imports: kept.imports.map(({ id, entity, mapping }) => ({
      id,
      mapping: renameMapping(entity, mapping, context),
    })),
  })
  await moveRuns()
}
