import type { LocalizedText } from '@mortise/errors'
import { createApp, installTemplate, templateFolder } from '@mortise/runtime'
import { keyPattern } from '@mortise/schema'
import { actorOf } from '../command.ts'
import { errors } from '../errors.ts'
import { neededText, present, readObject, textOf } from './asked.ts'
import type { Routes } from './index.ts'

const config = { policy: 'design' } as const

function labelOf(value: unknown): LocalizedText {
  if (typeof value === 'string' && value.trim() !== '') return value.trim().slice(0, 60)
  if (typeof value !== 'object' || value === null) throw errors.REQUEST_INVALID({ why: 'label ?' })
  const { zh, en } = value as { readonly zh?: unknown; readonly en?: unknown }
  if (typeof zh !== 'string' || typeof en !== 'string') throw errors.REQUEST_INVALID({ why: 'label ?' })
  return { zh: zh.slice(0, 60), en: en.slice(0, 60) }
}

/** Where apps come from: those that ship with the product, and empty ones. */
export const gallery: Routes = (app, { workspace, settings }) => {
  const templates = templateFolder(settings.templates ?? '')
  app.get('/api/gallery', { config }, async () => {
    const { model } = await workspace.published()
    const installed = new Map(model.apps.map((one) => [one.key, one.version]))
    const all = settings.templates === undefined ? [] : await templates.list()
    return { data: all.map((one) => ({ ...one, installed: installed.get(one.key) ?? null })) }
  })
  app.post<{ Params: { key: string } }>('/api/gallery/:key', { config }, async (request) => {
    const { demo } = readObject(request.body ?? {})
    const files = await templates.files(request.params.key)
    const done = await installTemplate(workspace, actorOf(request), { files, demo: demo === true })
    return { data: done }
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
