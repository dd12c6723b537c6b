import { inspectionOf, type Kit } from '@mortise/kit'
import {
  alignRenames,
  type AppDocuments,
  type Change,
  type Choice,
  compileModel,
  type Conflict,
  diffApps,
  mergeApps,
} from '@mortise/schema'
import { typeWords } from '../design/proposal.ts'

/** Which side wins where both changed something, by the path of the conflict; ours where nothing is said. */
export type Choices = { readonly [path: string]: Choice }

/** An app and a version of its template, put together. */
export type MergedTemplate = {
  readonly value: AppDocuments
  /** What the template brings. */
  readonly changes: readonly Change[]
  /** What was changed here, and stays. */
  readonly kept: readonly Change[]
  readonly conflicts: readonly Conflict[]
}

const emptied = (app: AppDocuments): AppDocuments =>
  Object.fromEntries(
    Object.entries(app).flatMap(([kind, value]): readonly (readonly [string, unknown])[] => {
      if (kind === 'app') return [[kind, { key: app.app.key, label: '', version: '0.0.0' }]]
      return Array.isArray(value) ? [[kind, []]] : []
    }),
  ) as unknown as AppDocuments

/** Only what a workspace stores; rows, people and scenarios come and go with the template. */
export function designOf(app: AppDocuments): AppDocuments {
  const { data: _data, people: _people, scenario: _scenario, i18n: _i18n, ...design } = app
  return design as AppDocuments
}

/**
 * Merges a version of a template into an app as it is here. `base` is the version it came from: an app that was made here
 * has none, and whatever both have and differs is for a person to decide. Without `ours` the template is taken as it is.
 */
export function mergeTemplate(
  sides: {
    readonly base: AppDocuments | undefined
    readonly ours: AppDocuments | undefined
    readonly theirs: AppDocuments
  },
  given: { readonly kit: Kit; readonly others: readonly AppDocuments[]; readonly choices: Choices },
): MergedTemplate {
  const { base, ours, theirs } = sides
  const { kit, others, choices } = given
  if (ours === undefined) return { value: theirs, changes: [], kept: [], conflicts: [] }
  const compile = (app: AppDocuments) =>
    compileModel({ apps: [...others, app], fieldFacts: kit.fields, version: 0 }).model
  const three = { base: base ?? emptied(theirs), ours, theirs }
  const aligned = alignRenames(three, { checks: inspectionOf(kit).checks, compile })
  const { value, conflicts } = mergeApps(aligned, {
    choose: ({ path }) => (Object.hasOwn(choices, path) ? (choices[path] ?? 'ours') : 'ours'),
  })
  const words = typeWords(kit)
  return {
    value,
    conflicts,
    changes: diffApps(ours, value, words),
    kept: diffApps(aligned.theirs, value, words),
  }
}
