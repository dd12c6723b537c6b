import type { ErrorDetail, LocalizedText } from '@mortise/errors'
import type { Kit } from '@mortise/kit'
import type { DocumentKind, EntityDocument } from '@mortise/schema'
import type { Actor, Transaction } from '@mortise/store'
import { systemActor } from '../../context/actor.ts'
import type { Workspace } from '../../context/workspace.ts'
import { propose, type Proposal } from '../../design/proposal.ts'
import type { StoredDocument } from '../../design/assemble.ts'
import { errors } from '../../errors.ts'
import { type WithoutApp, withoutApp } from './without-app.ts'

/** A document, as a list of what goes names it. */
export type Named = { readonly kind: DocumentKind; readonly key: string; readonly label: LocalizedText }

/** What deleting an app takes away, what it leaves, and what speaks against it. */
export type AppDeletion = {
  readonly app: string
  readonly label: LocalizedText
  /** Kinds of records that go, with how many there are of each. */
  readonly entities: readonly (Named & { readonly records: number })[]
  readonly counts: { readonly [K in DocumentKind]?: number }
  /** Approvals under way: they sleep until the app comes back. */
  readonly runs: number
  /** Links of public forms that are open to anybody now. */
  readonly links: number
  /** Drafts of the app's documents: those are thrown away. */
  readonly drafts: number
  /** Roles that go, with how many people have them. */
  readonly roles: readonly (Named & { readonly people: number })[]
  /** People who stay administrators by the role of the workspace itself. */
  readonly administrators: readonly string[]
  /** Documents of other apps that lose what only speaks of it. */
  readonly touched: readonly (Named & { readonly app: string; readonly places: number })[]
  /** Why it can't be deleted: what other apps would be left with. */
  readonly problems: readonly ErrorDetail[]
}

type Tables = Pick<Transaction, 'design' | 'flows' | 'side' | 'people'>

const nameOf = ({ kind, key, json }: StoredDocument): Named => ({
  kind,
  key,
  label: (json as { readonly label?: LocalizedText }).label ?? key,
})

/** The proposal that takes an app away; `rows` are all documents there would be. */
export async function proposeDeletion(
  { design, people }: Pick<Transaction, 'design' | 'people'>,
  app: string,
  kit: Kit,
): Promise<{ readonly proposal: Proposal; readonly without: WithoutApp }> {
  const version = await design.currentVersion()
  const published = await design.published(version)
  const head = published.find((row) => row.kind === 'app' && row.key === app)
  if (head === undefined || (head.json as { readonly hidden?: boolean }).hidden === true)
    throw errors.APP_UNKNOWN({ app })
  const without = withoutApp(published, app, { kit, users: await people.users() })
  return { proposal: propose({ published, proposed: without.proposed, version }, kit), without }
}

async function peopleWith({ people }: Tables, role: string): Promise<number> {
  const users = await people.users()
  return users.filter((user) => user.active && user.roles.includes(role)).length
}

/** How many records there are of some entities; sub-tables go with their records and are not counted. */
async function recordsOf(
  workspace: Workspace,
  entities: readonly StoredDocument[],
): Promise<AppDeletion['entities']> {
  const mains = entities.filter(({ json }) => (json as unknown as EntityDocument).kind !== 'child')
  return workspace.unit(async (unit) => {
    const door = unit.door(systemActor('apps'))
    const counted = mains.map(async (row) => ({
      ...nameOf(row),
      records: await door.count({ entity: row.key }, 'exact'),
    }))
    return Promise.all(counted)
  })
}

/** Says what deleting an app would take away. Changes nothing. Errors: `APP_UNKNOWN`. */
export async function planAppDeletion(workspace: Workspace, app: string): Promise<AppDeletion> {
  const { store, options } = workspace
  const { proposal, without } = await proposeDeletion(store, app, options.kit)
  const of = (kind: DocumentKind): readonly StoredDocument[] =>
    without.gone.filter((row) => row.kind === kind)
  const flows = new Set(of('flow').map(({ key }) => key))
  const forms = new Set(of('form').map(({ key }) => key))
  const runs = (await store.flows.openDefinitions()).filter(({ flow }) => flows.has(flow))
  const links = (await store.side.publicForms.list()).filter((one) => one.enabled && forms.has(one.form))
  const drafts = (await store.design.drafts()).filter((one) => one.app === app)
  const counts = [...Map.groupBy(without.gone, ({ kind }) => kind)].map(
    ([kind, rows]) => [kind, rows.length] as const,
  )
  const [head] = of('app')
  return {
    app,
    label: head === undefined ? app : nameOf(head).label,
    entities: await recordsOf(workspace, of('entity')),
    counts: Object.fromEntries(counts),
    runs: runs.reduce((sum, { count }) => sum + count, 0),
    links: links.length,
    drafts: drafts.length,
    roles: await Promise.all(
      of('role').map(async (row) => ({ ...nameOf(row), people: await peopleWith(store, row.key) })),
    ),
    administrators: without.heirs.users.map(({ name }) => name),
    touched: without.touched.map(({ row, places }) => ({ ...nameOf(row), app: row.app, places })),
    problems: [...proposal.problems, ...lossesOf(proposal, app)],
  }
}

/** Whoever may not lose a thing unasked: records of other apps stay as they are. */
export function lossesOf({ changes, published }: Proposal, app: string): readonly ErrorDetail[] {
  const owner = (key: string): string | undefined =>
    published.find((row) => row.kind === 'entity' && row.key === key)?.app
  return changes
    .filter(({ kind, key, steps = [] }) => kind === 'entity' && owner(key) !== app && steps.length > 0)
    .flatMap(({ file, steps = [] }) =>
      steps.map(({ sentence }) => ({ file, path: '', code: 'APP_IN_USE', message: sentence })),
    )
}

/** Refuses who is no administrator. */
export function administratorsOnly(actor: Actor): void {
  if (!actor.admin) throw errors.FORBIDDEN({ what: 'admin' })
}
