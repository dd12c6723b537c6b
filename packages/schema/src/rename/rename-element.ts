import type { ModelChecks } from '../check/types.ts'
import { type AppDocuments, documentKinds } from '../documents/kinds.ts'
import type { Model } from '../model/model.ts'
import { optionKin } from '../names/kin.ts'
import { type OptionFields, type Renaming, newNames } from './new-names.ts'
import { renameData, renamePeople } from './rename-data.ts'
import { renameRuns } from './rename-runs.ts'
import { type RenameContext, renameDocument } from './rename-document.ts'
import { renameScenario } from './rename-scenario.ts'

function renameApp(app: AppDocuments, context: RenameContext): AppDocuments {
  const designed = documentKinds.map((kind) =>
    kind === 'app'
      ? (['app', renameDocument('app', app.app, context)] as const)
      : ([kind, app[kind].map((document) => renameDocument(kind, document, context))] as const),
  )
  return {
    ...app,
    ...(Object.fromEntries(designed) as Partial<AppDocuments>),
    ...(app.data === undefined ? {} : { data: app.data.map((one) => renameData(one, context)) }),
    ...(app.people === undefined ? {} : { people: renamePeople(app.people, context) }),
    ...(app.runs === undefined ? {} : { runs: renameRuns(app.runs, app.data ?? [], context) }),
    ...(app.scenario === undefined
      ? {}
      : { scenario: app.scenario.map((one) => renameScenario(one, context)) }),
  }
}

function optionFields(
  { key, field, option }: Renaming,
  { model, checks }: { readonly model: Model; readonly checks: ModelChecks },
): OptionFields {
  return field === undefined || option === undefined
    ? []
    : optionKin(model, checks, { entity: key, field, option })
}

/**
 * Gives an element another key and rewrites everything that names it, in all apps of a workspace: paths across links and
 * into rows, templates, reverse links called after it, rights, navigation, data files and scenarios. Its id stays, so
 * that publishing renames its table or column and moves no row. `model` is of the apps as they are. Whether the new key
 * is free and well-formed is asked by the usual checks of the result.
 */
export function renameElement(
  apps: readonly AppDocuments[],
  renaming: Renaming,
  given: { readonly model: Model; readonly checks: ModelChecks },
): readonly AppDocuments[] {
  const context: RenameContext = { ...given, names: newNames(renaming, optionFields(renaming, given)) }
  return apps.map((app) => renameApp(app, context))
}
