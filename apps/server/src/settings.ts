import { join, resolve } from 'node:path'
import type { S3Settings } from '@mortise/runtime'
import type { OpenStore } from '@mortise/store'
import { errors } from './errors.ts'

/** How a server is started; all of it from the environment (see `specs/api.md`). */
export type ServerSettings = {
  readonly port: number
  readonly host: string
  /** Database to use; undefined means the embedded one in `home`. */
  readonly databaseUrl: string | undefined
  /** False behind a pooler that forgets named statements between two transactions. */
  readonly namedStatements: boolean
  readonly home: string
  readonly url: string
  readonly adminEmail: string
  readonly adminPassword: string | undefined
  /** App installed at the first start; undefined for a workspace that begins empty. */
  readonly appFolder: string | undefined
  readonly demo: boolean
  readonly worker: boolean
  readonly outboundAllow: readonly string[]
  /** Where files lie; undefined means the folder `files` in `home`. */
  readonly s3: S3Settings | undefined
  /** Keys that seal secrets, newest first; undefined means the file `secret.keys` in `home`. */
  readonly secretKeys: string | undefined
  /** The keys are lost for good: secrets sealed with them are given up. */
  readonly secretsLost: boolean
  /** What one report may cost, where it is not the usual. */
  readonly limits: ReportLimits
}

type ReportLimits = NonNullable<Parameters<OpenStore>[0]['limits']>

/** Folder of the product itself. */
export const productFolder: string = resolve(import.meta.dirname, '../../..')

/** Folder of the apps that ship with the product. */
export const templatesFolder: string = join(productFolder, 'examples')

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
    namedStatements: get('MORTISE_NAMED_STATEMENTS') !== '0',
    home: resolve(get('MORTISE_HOME') ?? '.mortise'),
    url: (
      get('MORTISE_URL') ?? `http://${host === '0.0.0.0' || host === '::' ? 'localhost' : host}:${port}`
    ).replace(/\/+$/, ''),
    adminEmail: get('MORTISE_ADMIN_EMAIL') ?? 'admin@example.com',
    adminPassword: get('MORTISE_ADMIN_PASSWORD'),
    appFolder:
      get('MORTISE_APP') === 'none' ? undefined : resolve(get('MORTISE_APP') ?? join(templatesFolder, 'crm')),
    demo: get('MORTISE_DEMO') !== '0',
    worker: get('MORTISE_WORKER') !== '0',
    outboundAllow: (get('MORTISE_OUTBOUND_ALLOW') ?? '')
      .split(',')
      .map((one) => one.trim())
      .filter((one) => one !== ''),
    s3: readS3(get),
    secretKeys: get('MORTISE_SECRET_KEYS'),
    secretsLost: get('MORTISE_SECRETS_LOST') === '1',
    limits: readLimits(get),
  }
}

const limitNames = {
  seconds: 'MORTISE_REPORT_SECONDS',
  cost: 'MORTISE_REPORT_COST',
  cells: 'MORTISE_REPORT_CELLS',
  keptCells: 'MORTISE_REPORT_KEEP',
} as const

/** Limits of reports. What is no number is a mistake that would otherwise show when a report is too slow. */
function readLimits(get: (name: string) => string | undefined): ReportLimits {
  const given = Object.entries(limitNames).flatMap(([key, name]) => {
    const text = get(name)
    if (text === undefined) return []
    if (!/^\d{1,12}$/.test(text)) throw errors.SETTING_MISSING({ names: name })
    return [[key, Number(text)] as const]
  })
  return Object.fromEntries(given)
}

/** The bucket for files. Half of its settings is a mistake: files must not land on a disk nobody saves. */
function readS3(get: (name: string) => string | undefined): S3Settings | undefined {
  const names = ['ENDPOINT', 'BUCKET', 'ACCESS_KEY', 'SECRET_KEY'].map((name) => `MORTISE_S3_${name}`)
  const missing = names.filter((name) => get(name) === undefined)
  if (missing.length === names.length) return undefined
  const [endpoint = '', bucket = '', accessKey = '', secretKey = ''] = names.map((name) => get(name) ?? '')
  if (missing.length > 0 || !URL.canParse(endpoint))
    throw errors.SETTING_MISSING({ names: missing.length > 0 ? missing.join(', ') : 'MORTISE_S3_ENDPOINT' })
  return { endpoint, bucket, accessKey, secretKey, region: get('MORTISE_S3_REGION') ?? 'us-east-1' }
}
