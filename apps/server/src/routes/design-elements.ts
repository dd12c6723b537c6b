import {
  designBinDays,
  isPartOf,
  purgeDesign,
  removeDrafts,
  renameDrafts,
  renamePartDrafts,
  restoreApp,
  restoreDrafts,
} from '@mortise/runtime'
import { documentKinds, type DocumentKind, type PartKind, partKinds } from '@mortise/schema'
import type { BinRow } from '@mortise/store'
import { actorOf, command } from '../command.ts'
import { errors } from '../errors.ts'
import { readObject, textOf } from './asked.ts'
import type { Routes } from './index.ts'

const config = { policy: 'design' } as const

function elementOf(body: { readonly [key: string]: unknown }): {
  readonly kind: DocumentKind
  readonly key: string
  readonly field?: string
  readonly option?: string
} {
  const kind = documentKinds.find((one) => one === body['kind'])
  const key = textOf(body, 'key')
  const field = textOf(body, 'field')
  const option = textOf(body, 'option')
  if (kind === undefined || key === undefined) throw errors.REQUEST_INVALID({ why: 'kind, key' })
  return {
    kind,
    key,
    ...(field === undefined ? {} : { field }),
    ...(option === undefined ? {} : { option }),
  }
}

/** A part of the document: `part` says of what kind, `name` which one. */
function partOf(
  kind: DocumentKind,
  body: { readonly [key: string]: unknown },
): { readonly part: PartKind; readonly name: string } | undefined {
  const [asked, name] = [textOf(body, 'part'), textOf(body, 'name')]
  if (asked === undefined || name === undefined) return undefined
  const part = partKinds(kind).find((one) => one === asked)
  if (part === undefined) throw errors.REQUEST_INVALID({ why: `part: ${asked}` })
  return { part, name }
}

const toldOf = ({ id, kind, key, field, label, version, at }: BinRow) => ({
  id,
  kind,
  key,
  field,
  label,
  version,
  at,
})

/** Commands on elements of the design: rename, remove, and what lies in the bin. */
export const designElements: Routes = (app, context) => {
  const { workspace } = context
  const kit = workspace.options.kit
  app.post('/api/design/rename', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const body = readObject(request.body)
      const to = textOf(body, 'to')
      if (to === undefined) throw errors.REQUEST_INVALID({ why: 'to' })
      const element = elementOf(body)
      const part = partOf(element.kind, body)
      if (part !== undefined) {
        const renaming = { kind: element.kind, key: element.key, ...part, to }
        const edited = await renamePartDrafts(unit.tx, kit, { renaming, author: actor.userId })
        return { body: { data: { edited } } }
      }
      const given = { renaming: { ...element, to }, author: actor.userId }
      return { body: { data: { edited: await renameDrafts(unit.tx, kit, given) } } }
    }),
  )
  app.post('/api/design/remove', { config }, (request, reply) =>
    command(context, { request, reply }, async (unit, actor) => {
      const given = { removal: elementOf(readObject(request.body)), author: actor.userId }
      return { body: { data: { edited: await removeDrafts(unit.tx, kit, given) } } }
    }),
  )
  app.get('/api/design/bin', { config }, async () => {
    const people = await workspace.people()
    const rows = await workspace.store.design.bin()
    const apps = rows.filter((row) => row.kind === 'app')
    // What went with an app comes back with it: the app stands for all of that.
    const isPart = (row: BinRow): boolean => apps.some((one) => one !== row && isPartOf(one, row))
    const holdsData = (row: BinRow): boolean =>
      row.shadow !== null || rows.some((one) => one.shadow !== null && isPartOf(row, one))
    return {
      data: rows
        .filter((row) => !isPart(row))
        .map((row) => ({
          ...toldOf(row),
          hasData: holdsData(row),
          authorName: row.author === null ? null : (people.directory.user(row.author)?.name ?? null),
          days: designBinDays,
        })),
    }
  })
  app.post<{ Params: { id: string } }>('/api/design/bin/:id/restore', { config }, async (request, reply) => {
    const row = (await workspace.store.design.bin()).find(({ id }) => id === request.params.id)
    // An app comes back at once, by an administrator; anything else as a draft.
    if (row?.kind === 'app') return { data: await restoreApp(workspace, actorOf(request), row.id) }
    return command(context, { request, reply }, async (unit, actor) => {
      const { id } = request.params
      return { body: { data: await restoreDrafts(unit.tx, kit, { id, author: actor.userId }) } }
    })
  })
  app.delete<{ Params: { id: string } }>('/api/design/bin/:id', { config }, async (request, reply) => {
    await purgeDesign(workspace, actorOf(request), request.params.id)
    return reply.code(204).send()
  })
}
