import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtinKit } from '@mortise/kit'
import {
  localFiles,
  openOutbound,
  openRuntime,
  scenarioActor,
  scenarioOpening,
  ScenarioFailure,
  type ScenarioStage,
} from '@mortise/runtime'
import { openStore } from '@mortise/store'

/** A stage on a database of its own. */
export type Stage = ScenarioStage & { readonly close: () => Promise<void> }

/** Opens the stage on a database that `prepareStage` has filled. */
export async function openStage(url: string): Promise<Stage> {
  const folder = await mkdtemp(join(tmpdir(), 'mortise-stage-'))
  const failures: string[] = []
  let time = Date.parse(scenarioOpening)
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
    actor: (user) => scenarioActor(workspace, user),
    lasting: true,
    eyes: null,
    close: async () => {
      await runtime.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}
