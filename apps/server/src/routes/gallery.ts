import type { LocalizedText } from '@mortise/errors'
import {
  createApp,
  draftTemplateUpdate,
  installTemplate,
  planTemplateUpdate,
  templateFolder,
} from '@mortise/runtime'
import { keyPattern } from '@mortise/schema'
import { actorOf } from '../command.ts'
import { errors } from '../errors.ts'
import { neededText, present, readObject, textOf } from './asked.ts'
import type { Routes } from './index.ts'
import { choicesOf, mergeTold } from './merge-plan.ts'

const config = { policy: 'design' } as const

function labelOf(value: unknown): LocalizedText {
  if (typeof value === 'string' && value.trim() !== '') return value.trim().slice(0, 60)
  if (typeof value !== 'object' || value === null) throw errors.REQUEST_INVALID({ why: 'label ?' })
  const { zh, en } = value as { readonly zh?: unknown; readonly en?: unknown }
  if (typeof zh !== 'string' || typeof en !== 'string') throw errors.REQUEST_INVALID({ why: 'label ?' })
  return { zh: zh.slice(0, 60), en: en.slice(0, 60) }
}

/** Whether a version is newer than another, number by number. */
function isNewer(version: string, than: string): boolean {
  const [a, b] = [version, than].map((one) =>
    one.split(/[.+-]/).map((part) => Number.parseInt(part, 10) || 0),
  )
  for (let at = 0; at < 3; at += 1) {
    const step = (a?.[at] ?? 0) - (b?.[at] ?? 0)
    if (step !== 0) return step > 0
  }
  return false
}

/** The newer version of an app's template: `drafted` where its changes wait to be published. Null where there is none. */
function updateOf(
  { version: to }: { readonly version: string },
  base: { readonly version: string } | null,
  waiting: string | undefined,
): { readonly from: string; readonly to: string; readonly drafted: boolean } | null {
  if (base === null || !isNewer(to, base.version)) return null
  return { from: base.version, to, drafted: waiting !== undefined && !isNewer(to, waiting) }
}

/** Where apps come from: those that ship with the product, and empty ones. */
export const gallery: Routes = (app, { workspace, settings }) => {
  const templates = templateFolder(settings.templates ?? '')
  app.get('/api/gallery', { config }, async () => {
    const { model } = await workspace.published()
    const installed = new Map(model.apps.map((one) => [one.key, one.version]))
    const all = settings.templates === undefined ? [] : await templates.list()
    const { design } = workspace.store
    const waiting = new Map((await design.pendingBases()).map((one) => [one.app, one.version]))
    const shown = all.map(async (one) => {
      const here = installed.get(one.key)
      const base = here === undefined ? null : await design.base(one.key)
      return { ...one, installed: here ?? null, update: updateOf(one, base, waiting.get(one.key)) }
    })
    return { data: await Promise.all(shown) }
  })
  app.post<{ Params: { key: string } }>('/api/gallery/:key', { config }, async (request) => {
    const { demo } = readObject(request.body ?? {})
    const files = await templates.files(request.params.key)
    const done = await installTemplate(workspace, actorOf(request), { files, demo: demo === true })
    return { data: done }
  })
  app.post<{ Params: { key: string } }>('/api/gallery/:key/update', { config }, async (request) => {
    const body = readObject(request.body ?? {})
    const files = await templates.files(request.params.key)
    const given = { files, choices: choicesOf(body['choices']) }
    const done =
      body['plan'] === true
        ? await planTemplateUpdate(workspace, given)
        : await draftTemplateUpdate(workspace, actorOf(request), given)
    return { data: mergeTold(done, request) }
  })
  app.post('/api/apps/blank', { config }, async (request) => {
    const body = readObject(request.body)
    const key = neededText(body, 'key')
    if (!new RegExp(keyPattern).test(key)) throw errors.REQUEST_INVALID({ why: `key: ${key}` })
    const given = { key, label: labelOf(body['label']) }
    const looks = present({ icon: textOf(body, 'icon'), color: textOf(body, 'color') })
    return { data: await createApp(workspace, actorOf(request), { ...given, ...looks }) }
  })
}
