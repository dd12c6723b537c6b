import { loggedError } from '@mortise/errors'
import { saveApp } from '@mortise/schema'
import type { Actor } from '@mortise/store'
import type { MergePlan } from '../apps/apply.ts'
import { installData } from '../apps/data.ts'
import { baseOf, exportApp } from '../apps/export.ts'
import { installApp } from '../apps/install.ts'
import { type Choices, designOf } from '../apps/merge-template.ts'
import { draftTemplateUpdate, planTemplateUpdate } from '../apps/update-template.ts'
import { systemActor } from '../context/actor.ts'
import type { Workspace } from '../context/workspace.ts'
import { assembleApps } from '../design/assemble.ts'
import { auditDesign } from '../design/publish.ts'
import { errors } from '../errors.ts'
import { isSandbox, sandboxStart } from './key.ts'
import { type KeptCall, keptCall } from './kept-call.ts'
import { copyPeople } from './people.ts'
import { sampleData } from './sample.ts'

/** A copy of a workspace in which things are tried: its apps, its people, a few records in disguise. Nothing leaves it. */
export type SandboxLine = {
  readonly key: string
  readonly name: string
  readonly records: number
  /** Things that would have gone outside, newest first. */
  readonly captured: readonly KeptCall[]
  /** Apps in it, and how many documents of each differ from what was copied. */
  readonly apps: readonly { readonly key: string; readonly changed: number }[]
}

/** Opens a workspace by its key. */
export type OpenWorkspace = (key: string) => Workspace

const mostSandboxes = 5
const shownCaptured = 50

/** Keys and names of the copies of a workspace. */
export async function sandboxKeys(
  workspace: Workspace,
): Promise<readonly { readonly key: string; readonly name: string }[]> {
  const start = sandboxStart(workspace.key)
  return (await workspace.options.store.workspaces()).filter(({ key }) => key.startsWith(start))
}

/** The copies of a workspace, with what happened in them. */
export async function sandboxes(workspace: Workspace, open: OpenWorkspace): Promise<readonly SandboxLine[]> {
  const keys = await sandboxKeys(workspace)
  return Promise.all(keys.map(({ key, name }) => lineOf(open(key), name)))
}

async function lineOf(inside: Workspace, name: string): Promise<SandboxLine> {
  const { side, design } = inside.store
  const captured = await side.connections.captured(shownCaptured)
  const { directory } = await inside.people()
  const { model } = await inside.published()
  const records = await inside.unit(async (unit) => {
    const door = unit.door(systemActor('sandbox'))
    const main = model.entities.filter(({ document }) => document.kind !== 'child')
    let sum = 0
    for (const { key: entity } of main) sum += await door.count({ entity }, 'exact')
    return sum
  })
  const apps = await Promise.all(
    assembleApps(await design.published()).map(async (app) => {
      const { key } = app.app
      const base = await baseOf(design, key)
      const now = saveApp(app)
      const before = base === undefined ? new Map<string, string>() : saveApp(designOf(base))
      const paths = new Set([...now.keys(), ...before.keys()])
      return { key, changed: [...paths].filter((path) => now.get(path) !== before.get(path)).length }
    }),
  )
  return {
    key: inside.key,
    name,
    records,
    captured: captured.map((row) => keptCall(row, (id) => directory.user(id)?.name)),
    apps,
  }
}

/** Copies a workspace: its apps as they are published, its people, and the newest records in disguise. Gives the copy's key. */
export async function makeSandbox(
  workspace: Workspace,
  actor: Actor,
  given: { readonly name: string; readonly open: OpenWorkspace },
): Promise<string> {
  const { name, open } = given
  if (isSandbox(workspace.key)) throw errors.SANDBOX_INSIDE()
  const there = await sandboxKeys(workspace)
  if (there.length >= mostSandboxes) throw errors.SANDBOX_TOO_MANY({ most: mostSandboxes })
  // Never a name that was there before: processes remember what they knew of it.
  const key = `${sandboxStart(workspace.key)}${workspace.options.clock().toString(36)}`
  const { store } = workspace.options
  await store.createWorkspace({ key, name })
  try {
    await fill(workspace, open(key), actor)
  } catch (error) {
    // Half a copy helps nobody. Should it not go now, it goes later; why it could not be made is what has to be told.
    await store.dropWorkspace(key).catch((left: unknown) => {
      workspace.options.log.error('sandbox not dropped yet', { key, error: loggedError(left) })
    })
    throw error
  }
  await workspace.store.transaction((tx) =>
    auditDesign(tx, actor, { action: 'sandbox_made', data: { key, name } }),
  )
  return key
}

async function fill(from: Workspace, to: Workspace, actor: Actor): Promise<void> {
  for (const app of assembleApps(await from.store.design.published()))
    await installApp(to, { app, demo: false, password: '' })
  await copyPeople(from, to)
  await installData(to, { data: await sampleData(from) }, actor.userId)
  to.expire()
}

/** Refuses the key of what is no copy of this workspace. */
export async function known(workspace: Workspace, key: string): Promise<void> {
  if (!(await sandboxKeys(workspace)).some((one) => one.key === key)) throw errors.SANDBOX_NOT_FOUND({ key })
}

type Promotion = {
  readonly sandbox: string
  readonly app: string
  readonly choices: Choices
  readonly open: OpenWorkspace
}

async function sidesOf(workspace: Workspace, { sandbox, app, open }: Promotion) {
  await known(workspace, sandbox)
  const inside = open(sandbox)
  const { design } = inside.store
  const files = await exportApp(design, workspace.options.kit, app)
  const base = await baseOf(design, app)
  return { inside, files, ...(base === undefined ? {} : { base }) }
}

/**
 * Says what bringing an app back from a copy would change here: what was changed in the copy since it was made, merged with
 * what was changed here meanwhile.
 */
export async function planPromotion(workspace: Workspace, given: Promotion): Promise<MergePlan> {
  const { files, base } = await sidesOf(workspace, given)
  return planTemplateUpdate(workspace, {
    files,
    choices: given.choices,
    ...(base === undefined ? {} : { base }),
  })
}

/** Drafts it; people publish it when they have looked at it. From then on the copy counts as a copy of that. */
export async function draftPromotion(
  workspace: Workspace,
  actor: Actor,
  given: Promotion,
): Promise<MergePlan> {
  const { inside, files, base } = await sidesOf(workspace, given)
  const { choices, app } = given
  const merged = { files, choices, ...(base === undefined ? {} : { base }) }
  const made = await draftTemplateUpdate(workspace, actor, merged)
  await inside.store.design.putBase({
    app,
    version: made.to,
    files: Object.fromEntries(files),
    author: actor.userId,
  })
  return made
}
