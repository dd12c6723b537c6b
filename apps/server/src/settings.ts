import { join, resolve } from 'node:path'

/** How a server is started; all of it from the environment (see `specs/api.md`). */
export type ServerSettings = {
  readonly port: number
  readonly host: string
  /** Database to use; undefined means the embedded one in `home`. */
  readonly databaseUrl: string | undefined
  readonly home: string
  readonly url: string
  readonly adminEmail: string
  readonly adminPassword: string | undefined
  readonly appFolder: string
  readonly demo: boolean
  readonly worker: boolean
  readonly outboundAllow: readonly string[]
}

/** Folder of the product itself. */
export const productFolder: string = resolve(import.meta.dirname, '../../..')

const empty = (text: string | undefined): string | undefined =>
  text === undefined || text === '' ? undefined : text

/** Reads the settings. Relative folders count from the folder the server is started in. */
export function readSettings(environment: { readonly [name: string]: string | undefined }): ServerSettings {
  const get = (name: string): string | undefined => empty(environment[name])
  const port = Number(get('PORT') ?? 3000)
  const host = get('MORTISE_HOST') ?? '127.0.0.1'
  return {
    port,
    host,
    databaseUrl: get('DATABASE_URL'),
    home: resolve(get('MORTISE_HOME') ?? '.mortise'),
    url: (
      get('MORTISE_URL') ?? `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`
    ).replace(/\/+$/, ''),
    adminEmail: get('MORTISE_ADMIN_EMAIL') ?? 'admin@example.com',
    adminPassword: get('MORTISE_ADMIN_PASSWORD'),
    appFolder: resolve(get('MORTISE_APP') ?? join(productFolder, 'examples/crm')),
    demo: get('MORTISE_DEMO') !== '0',
    worker: get('MORTISE_WORKER') !== '0',
    outboundAllow: (get('MORTISE_OUTBOUND_ALLOW') ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
  }
}
