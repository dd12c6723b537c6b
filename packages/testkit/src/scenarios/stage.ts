import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtinKit } from '@mortise/kit'
import { localFiles, openOutbound, openRuntime, userActor, type Workspace } from '@mortise/runtime'
import { type Actor, openStore } from '@mortise/store'
import { ScenarioFailure } from './scenario-failure.ts'

/** Where scenarios are played: one workspace at work, with a clock that moves only when told. */
export type Stage = {
  readonly workspace: Workspace
  /** Milliseconds since 1970. */
  readonly now: () => number
  readonly pass: (milliseconds: number) => void
  /** Does all jobs that are due, as a worker would. Fails when one of them fails. */
  readonly settle: () => Promise<void>
  /** The person of that key, acting. */
  readonly actor: (user: string) => Promise<Actor>
  readonly close: () => Promise<void>
}

/** A Monday at nine in Shanghai, in a week without holidays. */
const opening = Date.parse('2026-03-09T01:00:00.000Z')

/** Opens the stage on a database that `prepareStage` has filled. */
export async function openStage(url: string): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'mortise-stage-'))
  const failures: string[] = []
  let time = opening
  const runtime = openRuntime({
    store: openStore({ url, fields: builtinKit.fields }),
    kit: builtinKit,
    files: localFiles(folder),
    outbound: openOutbound({ allow: [] }),
    clock: () => time,
    url: 'http://localhost',
    log: {
      info: () => {},
      error: (message, data) => failures.push(`${message} ${JSON.stringify(data)}`),
    },
  })
  const workspace = runtime.workspace('main')
  // Stopped at once: a scenario itself says when jobs are worked off.
  const worker = runtime.startWorker('main')
  await worker.stop()
  return {
    workspace,
    now: () => time,
    pass: (milliseconds) => {
      time += milliseconds
    },
    settle: async () => {
      while ((await worker.drain()) > 0);
      const [failure] = failures.splice(0)
      if (failure !== undefined) throw new ScenarioFailure(failure)
    },
    actor: (user) => actorOf(workspace, user),
    close: async () => {
      await runtime.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

async function actorOf(workspace: Workspace, key: string): Promise<Actor> {
  const people = await workspace.people()
  const user = people.users.find((one) => one.key === key)
  if (user === undefined) throw new ScenarioFailure(`nobody has the key “${key}”`)
  return userActor(user, people, (await workspace.published()).roleFacts, { via: 'ui' })
}
