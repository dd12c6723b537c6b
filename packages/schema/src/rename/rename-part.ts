import type { ModelChecks } from '../check/types.ts'
import type { AppDocuments, DocumentByKind, DocumentKind } from '../documents/kinds.ts'
import { documentKey } from '../documents/kinds.ts'
import type { ScenarioDocument, ScenarioStep } from '../documents/data.ts'
import type { ReportDocument } from '../documents/report.ts'
import type { Model } from '../model/model.ts'
import type { NameTouch } from '../names/types.ts'
import { pointer } from '../pointer.ts'
import { rowsName } from '../slots/rows-scope.ts'
import { type Edit, applyEdits } from './edit.ts'
import { namesPart, type PartKind, partPlaces } from './parts.ts'
import { nameEdits } from './rename-document.ts'

/** A part of a document under another name. */
export type PartRenaming = {
  readonly kind: DocumentKind
  /** Stored name of the document. */
  readonly key: string
  readonly part: PartKind
  readonly name: string
  readonly to: string
}

type Given = { readonly model: Model; readonly checks: ModelChecks }

/** Everything that names a part inside its document: places that hold it plainly, and expressions. */
function namingEdits<K extends DocumentKind>(
  document: DocumentByKind[K],
  renaming: PartRenaming & { readonly kind: K },
  given: Given,
): readonly Edit[] {
  const { kind, name, to } = renaming
  const { named, scope: meant } = partPlaces(kind, document, renaming)
  const touch: NameTouch = {
    step: (scope, key) => {
      if (key !== name) return undefined
      const entity = given.model.entity(scope.name)
      const isField = entity !== undefined && entity.scope.find(key) === scope.find(key)
      return !isField && namesPart(scope.name, meant, entity) ? to : undefined
    },
    document: () => undefined,
    option: () => undefined,
  }
  const inside = meant === undefined ? [] : nameEdits(kind, document, { ...given, touch })
  return [...named.map(({ parts, isKey }): Edit => ({ parts, value: to, isKey: isKey === true })), ...inside]
}

/** Parts of a report that are columns for one that stands on it. */
const columns: ReadonlySet<PartKind> = new Set(['dimension', 'measure'])

/** Everything in a report that names a column of another one, on which it stands. */
function standingEdits(
  document: ReportDocument,
  { kind, key, part, name, to }: PartRenaming,
  given: Given,
): readonly Edit[] {
  if (kind !== 'report' || document.source.report !== key || !columns.has(part)) return []
  const rows = rowsName(key)
  const touch: NameTouch = {
    step: (scope, step) => (scope.name === rows && step === name ? to : undefined),
    document: () => undefined,
    option: () => undefined,
  }
  return nameEdits('report', document, { ...given, touch })
}

/** Places in its document that name a part, as JSON pointers. */
export function partUsages(renaming: Omit<PartRenaming, 'to'>, given: Given): readonly string[] {
  const document = given.model.document(renaming.kind, renaming.key)
  if (document === undefined) return []
  // A name that nothing has, so that every place that names the part is an edit.
  const edits = namingEdits(document, { ...renaming, to: `${renaming.name}_` }, given)
  return edits.map(({ parts }) => pointer(parts))
}

function inKeys<T>(
  row: { readonly [key: string]: T },
  { name, to }: PartRenaming,
): { readonly [key: string]: T } {
  return Object.fromEntries(Object.entries(row).map(([key, value]) => [key === name ? to : key, value]))
}

/** Plays tell by which steps a flow goes. */
function renameRun(step: ScenarioStep, { kind, key, part, name, to }: PartRenaming): ScenarioStep {
  const run = step.expect?.run
  if (run === undefined || kind !== 'flow' || part !== 'node' || run.flow !== key) return step
  const renamed = (ids: readonly string[]): readonly string[] => ids.map((id) => (id === name ? to : id))
  const { at, passed } = run
  return {
    ...step,
    expect: {
      ...step.expect,
      run: {
        ...run,
        ...(at === undefined ? {} : { at: renamed(at) }),
        ...(passed === undefined ? {} : { passed: renamed(passed) }),
      },
    },
  }
}

function renameStep(step: ScenarioStep, renaming: PartRenaming): ScenarioStep {
  return renameReport(renameRun(step, renaming), renaming)
}

/** Plays tell what a report shows under the keys of its columns. */
function renameReport(step: ScenarioStep, renaming: PartRenaming): ScenarioStep {
  const report = step.expect?.report
  if (report === undefined || renaming.kind !== 'report' || report.report !== renaming.key) return step
  const { rows, total } = report
  return {
    ...step,
    expect: {
      ...step.expect,
      report: {
        ...report,
        ...(rows === undefined ? {} : { rows: rows.map((row) => inKeys(row, renaming)) }),
        ...(total === undefined ? {} : { total: inKeys(total, renaming) }),
      },
    },
  }
}

function renameScenario(scenario: ScenarioDocument, renaming: PartRenaming): ScenarioDocument {
  const { given, steps } = scenario
  return {
    ...scenario,
    ...(given === undefined ? {} : { given: given.map((step) => renameStep(step, renaming)) }),
    steps: steps.map((step) => renameStep(step, renaming)),
  }
}

function renameApp(app: AppDocuments, renaming: PartRenaming, given: Given): AppDocuments {
  const { kind, key, to } = renaming
  if (kind === 'app') return app
  const list = app[kind] as AppDocuments['form']
  const made = list.map((document) => {
    if (documentKey(kind, document) !== key) {
      if (kind !== 'report') return document
      const standing = document as unknown as ReportDocument
      return applyEdits(standing, standingEdits(standing, renaming, given)) as unknown as typeof document
    }
    const { own } = partPlaces(kind, document, renaming)
    const edits = own.map(({ parts }): Edit => ({ parts, value: to }))
    const whole = document as unknown as DocumentByKind[typeof kind]
    return applyEdits(whole, [...edits, ...namingEdits(whole, { ...renaming, kind }, given)])
  })
  const { scenario } = app
  return {
    ...app,
    [kind]: made,
    ...(scenario === undefined ? {} : { scenario: scenario.map((one) => renameScenario(one, renaming)) }),
  }
}

/**
 * Gives a part of a document (a node of a flow, a measure of a report, a rule of uniqueness) another name, and rewrites
 * everything that names it, in reports that stand on this one too. Runs under way go by the definition they began with, which keeps the old one. Whether the new
 * name is free is asked by the usual checks of the result.
 */
export function renamePart(
  apps: readonly AppDocuments[],
  renaming: PartRenaming,
  given: Given,
): readonly AppDocuments[] {
  return apps.map((app) => renameApp(app, renaming, given))
}
