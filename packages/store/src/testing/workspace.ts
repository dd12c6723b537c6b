import type { Shadow } from '../tables/design.ts'
import { builtinFieldTypes } from '@mortise/fields'
import {
  compileModel,
  entityChanges,
  type EntityDocument,
  extensionList,
  type Model,
  type RoleDocument,
} from '@mortise/schema'
import { buildAccess } from '../access/build-access.ts'
import { openStore } from '../open-store.ts'
import type { Store, WorkspaceStore } from '../store.ts'
import type { Actor, Door } from '../types.ts'
import { shopApp, shopEntities } from './shop.ts'

export const fieldTypes: ReturnType<typeof extensionList<(typeof builtinFieldTypes)[number]>> =
  extensionList(builtinFieldTypes)

let clock = Date.parse('2026-03-02T01:00:00.000Z')

/** The next moment of the tests' own time, one second later each time it is asked for. */
export function tick(seconds: number = 1): string {
  clock += seconds * 1000
  return new Date(clock).toISOString()
}

/** The system as actor, or a person with these particulars. */
export function actorOf(given: Partial<Actor> & { readonly deptTree?: readonly string[] } = {}): Actor {
  const { deptTree, ...rest } = given
  const departmentId = rest.departmentId ?? null
  const userId = rest.userId ?? null
  return {
    kind: userId === null ? 'system' : 'user',
    userId,
    name: 'somebody',
    departmentId,
    roles: [],
    admin: false,
    design: false,
    user: {
      id: userId ?? '',
      dept: departmentId,
      deptTree: deptTree ?? (departmentId === null ? [] : [departmentId]),
      roles: rest.roles ?? [],
      subordinates: [],
      attr: {},
    },
    locale: 'zh',
    via: 'ui',
    ...rest,
  }
}

/** A model of entities and roles. */
export function modelOf(
  entities: readonly EntityDocument[],
  roles: readonly RoleDocument[] = [],
  version: number = 1,
): Model {
  const { model, problems } = compileModel({
    apps: [shopApp(entities, roles)],
    fieldFacts: fieldTypes,
    version,
  })
  if (problems.length > 0) throw new Error(JSON.stringify(problems))
  return model
}

/** A door in the middle of a test. */
export function doorOf(
  tables: Pick<WorkspaceStore, 'records'>,
  model: Model,
  who: { readonly actor?: Actor; readonly roles?: readonly RoleDocument[] } = {},
): Door {
  const actor = who.actor ?? actorOf()
  return tables.records({ actor, access: buildAccess(model, who.roles ?? [], actor), model, now: tick() })
}

/** Brings the tables from one model to another. */
export async function publish(
  workspace: WorkspaceStore,
  before: Model,
  after: Model,
  shadows: readonly Shadow[] = [],
): Promise<readonly Shadow[]> {
  const documents = (model: Model): readonly EntityDocument[] => model.entities.map((one) => one.document)
  return workspace.transaction((tx) =>
    tx.applyChanges(entityChanges(documents(before), documents(after)), { before, after, shadows }),
  )
}

/** An open store with a workspace of these entities. */
export async function shopWorkspace(
  url: string,
  entities: readonly EntityDocument[] = shopEntities,
): Promise<{ readonly store: Store; readonly workspace: WorkspaceStore; readonly model: Model }> {
  const store = openStore({ url, fields: fieldTypes, poolSize: 8 })
  await store.migrate()
  await store.createWorkspace({ key: 'test', name: '测试' })
  const workspace = store.workspace('test')
  const model = modelOf(entities)
  await publish(workspace, modelOf([], [], 0), model)
  return { store, workspace, model }
}
