import type { Unit } from '@mortise/runtime'
import { type Actor, auditedBy, type RegionRow } from '@mortise/store'
import { command } from '../command.ts'
import { neededText, readObject, textOf } from './asked.ts'
import type { Routes } from './index.ts'

const config = { policy: 'admin' } as const
type AtRegion = { Params: { id: string } }

async function audit(unit: Unit, actor: Actor, entry: { action: string; region: string }): Promise<void> {
  await unit.tx.side.audit({
    action: entry.action,
    ...auditedBy(actor),
    entity: null,
    recordId: null,
    data: { region: entry.region },
  })
}

/** The tree of regions that departments lie in; roles may give what belongs to one's region. */
export const regions: Routes = (app, context) => {
  const { workspace } = context
  const changed = (unit: Unit): void => {
    unit.announce({ topic: 'people' })
    unit.tx.afterCommit(() => workspace.expire())
  }
  app.get('/api/regions', { config: { policy: 'user' } }, async () => ({
    data: (await workspace.people()).regions,
  }))
  app.post('/api/regions', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const body = readObject(request.body)
      const row = await unit.tx.people.createRegion({
        key: null,
        name: neededText(body, 'name'),
        parentId: textOf(body, 'parentId') ?? null,
      })
      await audit(unit, actor, { action: 'region_created', region: row.id })
      changed(unit)
      return { status: 201, body: { data: row } }
    }),
  )
  app.patch<AtRegion>('/api/regions/:id', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const body = readObject(request.body)
      const name = textOf(body, 'name')
      const change: Partial<Omit<RegionRow, 'id'>> = {
        ...(name === undefined ? {} : { name }),
        ...(Object.hasOwn(body, 'parentId') ? { parentId: textOf(body, 'parentId') ?? null } : {}),
      }
      const row = await unit.tx.people.updateRegion(request.params.id, change)
      await audit(unit, actor, { action: 'region_changed', region: row.id })
      changed(unit)
      return { body: { data: row } }
    }),
  )
  app.delete<AtRegion>('/api/regions/:id', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      await unit.tx.people.deleteRegion(request.params.id)
      await audit(unit, actor, { action: 'region_removed', region: request.params.id })
      changed(unit)
      return { status: 204, body: null }
    }),
  )
}
