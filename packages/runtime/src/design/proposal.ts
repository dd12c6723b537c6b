import { type ErrorDetail, say } from '@mortise/errors'
import { inspectionOf } from '@mortise/kit'
import {
  type AppDocuments,
  appRemoved,
  type Change,
  checkModel,
  compileModel,
  diffApps,
  documentEntries,
  documentKinds,
  type EntityChange,
  type Model,
  type TypeWords,
} from '@mortise/schema'
import type { DesignTables } from '@mortise/store'
import type { RuntimeOptions } from '../types.ts'
import { assembleApps, type StoredDocument, withDrafts } from './assemble.ts'
import { keptProposal, type ProposalInput } from './kept-proposal.ts'
import { withoutInheritedRights } from './replaced.ts'

/** What publishing would do: the whole metadata before and after, what is wrong with it, and what changes. */
export type Proposal = {
  readonly before: Model
  readonly after: Model
  readonly problems: readonly ErrorDetail[]
  readonly changes: readonly Change[]
  readonly steps: readonly EntityChange[]
  /** What is published now. */
  readonly published: readonly StoredDocument[]
}

/** Checks a set of documents as a whole: shapes first, then meaning. */
export function checkApps(
  apps: readonly AppDocuments[],
  options: { readonly kit: RuntimeOptions['kit']; readonly version: number },
): { readonly model: Model; readonly problems: readonly ErrorDetail[] } {
  const inspection = inspectionOf(options.kit)
  const shapes = apps.flatMap((app) =>
    documentEntries(app).flatMap(({ kind, document, file }) =>
      inspection.validator.validateDocument(kind, document, file),
    ),
  )
  const { model, problems } = compileModel({ apps, fieldFacts: options.kit.fields, version: options.version })
  if (shapes.length > 0) return { model, problems: shapes }
  const named = [...problems, ...checkModel(model, inspection.checks)]
  return { model, problems: named.length > 0 ? named : (inspection.further?.(model) ?? []) }
}

const nothingOf = (app: AppDocuments): AppDocuments =>
  Object.fromEntries(
    documentKinds.map((kind) => [kind, kind === 'app' ? app.app : []]),
  ) as unknown as AppDocuments

/** What field types are called in sentences. */
export function typeWords(kit: RuntimeOptions['kit']): TypeWords {
  return (type) => {
    const { label = type } = kit.fields.find(type) ?? {}
    return { zh: say(label, 'zh'), en: say(label, 'en') }
  }
}

/** Compares two sets of apps by key of the app; one that is in the first only goes as a whole. */
export function changesBetween(
  before: readonly AppDocuments[],
  after: readonly AppDocuments[],
  kit: RuntimeOptions['kit'],
): readonly Change[] {
  const old = new Map(before.map((app) => [app.app.key, app]))
  const now = new Set(after.map((app) => app.app.key))
  return [
    ...before.filter((app) => !now.has(app.app.key)).flatMap((app) => appRemoved(app, typeWords(kit))),
    ...after.flatMap((app) => diffApps(old.get(app.app.key) ?? nothingOf(app), app, typeWords(kit))),
  ]
}

/**
 * Works out a proposal from what is published and what would be. A draft may have any shape: one that nothing can be made
 * of is told as a problem, and all else is worked out as if it had not been drafted.
 */
export function propose(given: ProposalInput, kit: RuntimeOptions['kit']): Proposal {
  return keptProposal(given, kit, () => {
    try {
      return workedOut(given, kit)
    } catch (error) {
      const { faults, proposed } = withoutMisshapen(given, kit)
      if (faults.length === 0) throw error
      const rest = workedOut({ ...given, proposed }, kit)
      return { ...rest, problems: [...faults, ...rest.problems] }
    }
  })
}

function withoutMisshapen(
  { published, proposed }: ProposalInput,
  kit: RuntimeOptions['kit'],
): { readonly faults: readonly ErrorDetail[]; readonly proposed: readonly StoredDocument[] } {
  const { validator } = inspectionOf(kit)
  const before = new Map(published.map((row) => [`${row.kind}/${row.key}`, row]))
  const faults: ErrorDetail[] = []
  const sound = proposed.flatMap((row) => {
    const name = `${row.kind}/${row.key}`
    const wrong = validator.validateDocument(row.kind, row.json, name)
    faults.push(...wrong)
    return wrong.length === 0 ? [row] : [before.get(name) ?? []].flat()
  })
  return { faults, proposed: sound }
}

function workedOut(given: ProposalInput, kit: RuntimeOptions['kit']): Proposal {
  const [old, next] = [assembleApps(given.published), assembleApps(given.proposed)]
  const { model: before } = compileModel({ apps: old, fieldFacts: kit.fields, version: given.version })
  const { model: after, problems } = checkApps(next, { kit, version: given.version + 1 })
  const changes = changesBetween(old, next, kit)
  const steps = changes.flatMap((change) => (change.steps ?? []).map((step) => step.change))
  return { before, after, problems, changes, steps, published: given.published }
}

/** The proposal that the present drafts make, and the roles that it shuts beyond what is drafted of them. */
export async function proposeDrafts(
  design: DesignTables,
  kit: RuntimeOptions['kit'],
): Promise<
  Proposal & {
    readonly drafts: Awaited<ReturnType<DesignTables['drafts']>>
    readonly shut: readonly StoredDocument[]
  }
> {
  const version = await design.currentVersion()
  const published = await design.published(version)
  const drafts = await design.drafts()
  const drafted = withDrafts(published, drafts)
  const proposed = withoutInheritedRights(published, drafted)
  const known = new Set(drafted)
  const shut = proposed.filter((row) => !known.has(row))
  return { ...propose({ published, proposed, version }, kit), drafts, shut }
}
