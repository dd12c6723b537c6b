import { join } from 'node:path'
import { startEmbeddedPostgres } from '@mortise/store/embedded'
import type { TestProject } from 'vitest/node'
import { makeClusterFolder, removeAbandonedClusters, removeCluster } from './cluster-folder.ts'
import './provided.ts'

/**
 * One database cluster for a whole test run, in memory where possible, so that a database of its own for
 * each test file costs some 30 ms. `MORTISE_TEST_DATABASE_URL` names a server to use instead (its user must
 * be allowed to create databases).
 */
export default async function setup(project: TestProject): Promise<(() => Promise<void>) | undefined> {
  const given = process.env['MORTISE_TEST_DATABASE_URL']
  if (given !== undefined && given !== '') {
    project.provide('databaseUrl', given)
    return undefined
  }
  await removeAbandonedClusters()
  const folder = await makeClusterFolder()
  const remove = (): void => removeCluster(folder)
  process.once('exit', remove)
  const server = await startEmbeddedPostgres({
    dataDir: join(folder, 'data'),
    durable: false,
    settings: { max_connections: '200', shared_buffers: '64MB' },
  })
  project.provide('databaseUrl', server.url)
  return async () => {
    await server.stop()
    remove()
    process.off('exit', remove)
  }
}
