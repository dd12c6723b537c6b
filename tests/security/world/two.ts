import { createTestDatabase, testTemplate } from '@mortise/testkit'
import {
  prepareDatabase,
  prepareSecond,
  serverBeside,
  serverOn,
} from '../../../apps/server/src/testing/server.ts'
import { fillWorld, type World } from './world.ts'

const second = 'second'

/** Two companies on one database, one store of files and one process, each with a server of its own. */
export type TwoWorlds = { readonly here: World; readonly there: World; readonly close: () => Promise<void> }

/** Fills both in the same way, so that all that differs between them is whose it is; with the CRM beside it, or an app in a folder. */
export async function openTwoWorlds(app?: string): Promise<TwoWorlds> {
  const template = await testTemplate(`server_two${app === undefined ? '' : '_small'}`, async (url) => {
    await prepareDatabase(url, app)
    await prepareSecond(url, second, app)
  })
  const database = await createTestDatabase({ template })
  const server = await serverOn(database)
  const beside = await serverBeside(server, second)
  const [here, there] = [await fillWorld(server, database.url), await fillWorld(beside, database.url)]
  return {
    here,
    there,
    close: async () => {
      await there.close()
      await here.close()
    },
  }
}
