import { say } from '@mortise/errors'
import { rightsOf } from '@mortise/runtime'
import { actorOf } from '../command.ts'
import { localeOf } from '../plugins/failures.ts'
import type { Routes } from './index.ts'
import { openApi, type PlatformRoute } from './openapi.ts'

const escapes: { readonly [sign: string]: string } = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
const safe = (text: string): string => text.replaceAll(/[&<>"']/g, (sign) => escapes[sign] ?? sign)

const style =
  'body{font:14px/1.6 system-ui,sans-serif;max-width:960px;margin:32px auto;padding:0 16px;color:#1e2227}code{background:#f2f1ec;padding:1px 4px;border-radius:3px}td{padding:4px 16px 4px 0;vertical-align:top;border-top:1px solid #e4e2da}h2{margin-top:32px}table{border-collapse:collapse}'

/** The reference of the API, made of the live route table and of the caller's own entities. */
export const docs: Routes = (app, context) => {
  const { workspace, settings } = context
  const kit = workspace.options.kit
  app.get('/api/openapi.json', { config: { policy: 'user' } }, async (request) =>
    openApi(await workspace.published(), actorOf(request), {
      kit,
      locale: localeOf(request),
      routes: context.routes,
      url: settings.url,
    }),
  )
  app.get('/api/docs', { config: { policy: 'user' } }, async (request, reply) => {
    const published = await workspace.published()
    const locale = localeOf(request)
    const rights = rightsOf(published, actorOf(request), kit)
    const entities = published.model.entities.flatMap((entity) => {
      const own = Object.hasOwn(rights, entity.key) ? rights[entity.key] : undefined
      if (own === undefined) return []
      const rows = entity.fields
        .filter((field) => Object.hasOwn(own.fields, field.key))
        .map((field) => [
          field.key,
          say(field.document.label, locale),
          field.type,
          own.fields[field.key] ?? '',
        ])
      return [
        `<h2>${safe(say(entity.document.label, locale))} <code>/api/records/${entity.key}</code></h2>${table(rows)}`,
      ]
    })
    const platform = context.routes.map(({ method, url, policy }: PlatformRoute) => [method, url, policy])
    const page = `<!doctype html><html lang="${locale}"><meta charset="utf-8"><title>Mortise API</title><style>${style}</style><h1>Mortise API</h1><p><a href="/api/openapi.json">OpenAPI 3.1</a> · <code>Authorization: Bearer &lt;key&gt;</code></p><h2>Platform</h2>${table(platform)}${entities.join('')}</html>`
    return reply.type('text/html; charset=utf-8').send(page)
  })
}

function table(rows: readonly (readonly string[])[]): string {
  const cells = (row: readonly string[]): string => row.map((cell) => `<td>${safe(cell)}</td>`).join('')
  return `<table>${rows.map((row) => `<tr>${cells(row)}</tr>`).join('')}</table>`
}
