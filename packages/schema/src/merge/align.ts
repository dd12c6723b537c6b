import type { ModelChecks } from '../check/types.ts'
import { type AppDocuments, documentKey, documentKinds } from '../documents/kinds.ts'
import { matchElements } from '../diff/match.ts'
import type { Model } from '../model/model.ts'
import type { Renaming } from '../rename/new-names.ts'
import { renameElement } from '../rename/rename-element.ts'
import type { ThreeApps } from './merge-apps.ts'

/** What renamings are carried over with: `compile` makes the model of an app among the others of its workspace. */
export type AlignContext = { readonly checks: ModelChecks; readonly compile: (app: AppDocuments) => Model }

type Renamed = Renaming & { readonly id: string }

/** Elements that have another key afterwards, by the names they had before. Entities come before what lives in them. */
function renamesBetween(before: AppDocuments, after: AppDocuments): readonly Renamed[] {
  const entities = matchElements(before.entity, after.entity).kept
  const documents = documentKinds.flatMap((kind): readonly Renamed[] => {
    if (kind === 'app') return []
    const keyOf = (one: { readonly key: string; readonly entity?: string }): string => documentKey(kind, one)
    type Named = { readonly id?: string; readonly key: string; readonly entity?: string }
    const lists: readonly (readonly Named[])[] = [before[kind], after[kind]]
    return matchElements<Named>(lists[0] ?? [], lists[1] ?? [], keyOf).kept.flatMap((pair) => {
      if (pair.before.key === pair.after.key) return []
      return [{ id: `${kind} ${pair.after.id ?? ''}`, kind, key: keyOf(pair.before), to: pair.after.key }]
    })
  })
  const fields = entities.flatMap((pair) =>
    matchElements(pair.before.fields, pair.after.fields).kept.flatMap((field): readonly Renamed[] => {
      const [{ key: from, id = '' }, to] = [field.before, field.after.key]
      if (from === to) return []
      return [
        { id: `field ${pair.before.id ?? ''} ${id}`, kind: 'entity', key: pair.before.key, field: from, to },
      ]
    }),
  )
  return [...fields, ...documents]
}

/** A renaming as it reads once others were carried out: entities in front of it may have another name by then. */
function follow(app: AppDocuments, renaming: Renaming, context: AlignContext): AppDocuments {
  const model = context.compile(app)
  const found =
    renaming.field === undefined
      ? model.document(renaming.kind, renaming.key)
      : model.entity(renaming.key)?.document.fields.find((one) => one.key === renaming.field)
  const taken =
    renaming.field === undefined
      ? model.document(renaming.kind, renaming.to)
      : model.entity(renaming.key)?.field(renaming.to)
  if (found === undefined || taken !== undefined) return app
  return renameElement([app], renaming, { model, checks: context.checks })[0] ?? app
}

/**
 * Lets each side follow the renamings of the other before they are merged, so that what one side added speaks of
 * things by the names they have by now. Where both gave a thing another name, ours is followed by theirs.
 */
export function alignRenames(three: ThreeApps, context: AlignContext): ThreeApps {
  const ourRenames = renamesBetween(three.base, three.ours)
  const known = new Set(ourRenames.map((one) => one.id))
  const theirRenames = renamesBetween(three.base, three.theirs).filter((one) => !known.has(one.id))
  const carry = (app: AppDocuments, list: readonly Renamed[]): AppDocuments =>
    list.reduce((at, one) => follow(at, one, context), app)
  return {
    base: carry(carry(three.base, ourRenames), theirRenames),
    ours: carry(three.ours, theirRenames),
    theirs: carry(three.theirs, ourRenames),
  }
}
