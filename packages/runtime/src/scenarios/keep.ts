import { inspectionOf } from '@mortise/kit'
import type { Json } from '@mortise/expressions'
import { loadApp, type ScenarioDocument } from '@mortise/schema'
import type { Actor, ScenarioRow } from '@mortise/store'
import type { Unit } from '../context/unit.ts'
import type { Workspace } from '../context/workspace.ts'
import { auditDesign } from '../design/publish.ts'
import { errors } from '../errors.ts'
import { type Played, playScenario } from './play.ts'

/** A scenario of an app: one that came with its template, or one that was kept here. */
export type KnownScenario = {
  readonly key: string
  readonly app: string
  readonly document: ScenarioDocument
  /** Kept here, so that it can be changed and taken away. */
  readonly own: boolean
  readonly passed: boolean | null
  readonly playedAt: string | null
  /** Keys of the flows and rules it sets going by name, and of the entities it writes records of. */
  readonly about: {
    readonly flows: readonly string[]
    readonly rules: readonly string[]
    readonly entities: readonly string[]
  }
}

const documentOf = (row: ScenarioRow): ScenarioDocument => row.json as unknown as ScenarioDocument

/** All scenarios there are; one that was kept here stands in the place of one of the template's of the same key. */
export async function scenarios(workspace: Workspace): Promise<readonly KnownScenario[]> {
  const { design, side } = workspace.store
  const { model } = await workspace.published()
  const kept = await side.scenarios.list()
  const bases = await Promise.all(model.apps.map(async ({ key }) => ({ key, row: await design.base(key) })))
  const given = bases.flatMap(({ key: app, row }) =>
    (row === null ? [] : (loadApp(new Map(Object.entries(row.files))).documents?.scenario ?? [])).map(
      (document) => ({ app, document }),
    ),
  )
  const own = new Set(kept.map(({ key }) => key))
  return [
    ...kept.map((row): KnownScenario => {
      const { key, app, passed, playedAt } = row
      const document = documentOf(row)
      return { key, app, document, own: true, passed, playedAt, about: aboutOf(document) }
    }),
    ...given
      .filter(({ document }) => !own.has(document.key))
      .map(({ app, document }): KnownScenario => {
        const about = aboutOf(document)
        return { key: document.key, app, document, own: false, passed: null, playedAt: null, about }
      }),
  ]
}

function aboutOf({ given = [], steps }: ScenarioDocument): KnownScenario['about'] {
  const all = [...given, ...steps]
  const unique = (list: readonly (string | undefined)[]): readonly string[] => [
    ...new Set(list.filter((one) => one !== undefined)),
  ]
  return {
    flows: unique(all.flatMap((step) => [step.startFlow?.flow, step.expect?.run?.flow])),
    rules: unique(all.map((step) => step.runRule?.rule)),
    entities: unique(all.map((step) => step.create?.entity)),
  }
}

/** The scenarios of an app that were kept here, as they go with it. */
export async function keptScenarios(workspace: Workspace, app: string): Promise<readonly ScenarioDocument[]> {
  return (await workspace.store.side.scenarios.list()).filter((one) => one.app === app).map(documentOf)
}

/** Keeps a scenario. Refused where it is not one by its JSON Schema. */
export async function keepScenario(
  unit: Unit,
  actor: Actor,
  given: { readonly app: string; readonly document: ScenarioDocument },
): Promise<void> {
  const { app, document } = given
  const { key } = document
  const file = `scenarios/${key}.json`
  const problems = inspectionOf(unit.options.kit).validator.validateDocument('scenario', document, file)
  if (problems.length > 0) throw errors.SCENARIO_INVALID({ count: problems.length }, { details: problems })
  if (!unit.published.model.apps.some((one) => one.key === app)) throw errors.APP_UNKNOWN({ app })
  await unit.tx.side.scenarios.put({ key, app, json: document as unknown as Json, author: actor.userId })
  await auditDesign(unit.tx, actor, { action: 'scenario_kept', data: { key, app } })
}

/** Takes a scenario that was kept here away. */
export async function removeScenario(unit: Unit, actor: Actor, key: string): Promise<void> {
  await unit.tx.side.scenarios.remove(key)
  await auditDesign(unit.tx, actor, { action: 'scenario_removed', data: { key } })
}

/** Plays one scenario of the workspace, and remembers how it went. */
export async function playKnown(workspace: Workspace, actor: Actor, key: string): Promise<Played> {
  const found = (await scenarios(workspace)).find((one) => one.key === key)
  if (found === undefined) throw errors.SCENARIO_NOT_FOUND({ key })
  const played = await playScenario(workspace, actor, found.document)
  if (found.own && (played.outcome === 'passed' || played.outcome === 'failed'))
    await workspace.store.side.scenarios.played(key, played.outcome === 'passed')
  return played
}
