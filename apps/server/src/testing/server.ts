import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { builtinKit } from '@mortise/kit'
import {
  localFiles,
  type Log,
  openOutbound,
  openRuntime,
  type Runtime,
  type Workspace,
} from '@mortise/runtime'
import { openStore } from '@mortise/store'
import type { FastifyInstance, InjectOptions, LightMyRequestResponse } from 'fastify'
import { buildServer } from '../server.ts'
import { readSettings, templatesFolder } from '../settings.ts'
import type { LogStream } from '../types.ts'
import { firstStart, isReady, mainWorkspace, prepareStore } from '../start/first-start.ts'

/** Password of the administrator and of all demo people. */
export const password: string = 'Kiefer-4711'
const url = 'http://localhost:3000'
const quiet = {
  info: () => undefined,
  error: (message: string, data?: object) => {
    process.stderr.write(`${message} ${JSON.stringify(data)}\n`)
  },
}

/** What a test may want otherwise. */
export type TestOptions = {
  /** Hosts outside that may be reached. */
  readonly outside?: readonly string[]
  readonly log?: Log
  /** What strangers may do in a minute, as a factor; as good as without end unless said. */
  readonly publicFactor?: number
  /** Folder of the apps in the gallery; those that ship with the product unless said. */
  readonly templates?: string
  /** What time it is. */
  readonly clock?: () => number
  /** Where failed requests are told. */
  readonly requestLog?: LogStream
}

/** The product without its server, on any database. */
export function runtimeOn(databaseUrl: string, folder: string, options: TestOptions = {}): Runtime {
  return openRuntime({
    store: openStore({ url: databaseUrl, fields: builtinKit.fields }),
    kit: builtinKit,
    files: localFiles(folder),
    outbound: openOutbound({ allow: options.outside ?? [] }),
    clock: options.clock ?? Date.now,
    url,
    log: options.log ?? quiet,
  })
}

/** A server on a database of its own, with the CRM and its demo installed. */
export type TestServer = {
  readonly app: FastifyInstance
  readonly runtime: Runtime
  readonly workspace: Workspace
  readonly signIn: (email: string) => Promise<Caller>
  readonly close: () => Promise<void>
}

/** A parsed answer of any shape: tests say what they expect of it. */
export type Answered = ReturnType<JSON['parse']>

/** Somebody signed in. Answers are parsed; `raw` gives the whole response. */
export type Caller = {
  readonly cookie: string
  readonly get: (path: string) => Promise<{ status: number; body: Answered }>
  readonly post: (
    path: string,
    body?: unknown,
    headers?: object,
  ) => Promise<{ status: number; body: Answered }>
  readonly patch: (
    path: string,
    body: unknown,
    headers?: object,
  ) => Promise<{ status: number; body: Answered }>
  readonly put: (path: string, body: unknown) => Promise<{ status: number; body: Answered }>
  readonly remove: (path: string) => Promise<{ status: number; body: Answered }>
  readonly raw: (options: InjectOptions) => Promise<LightMyRequestResponse>
}

/** Fills an empty database as a first start does: an app, the CRM unless said, its demo, an administrator. */
export async function prepareDatabase(databaseUrl: string, app?: string): Promise<void> {
  const runtime = runtimeOn(databaseUrl, tmpdir())
  await prepareStore(runtime.options.store)
  const settings = readSettings({ MORTISE_ADMIN_PASSWORD: password, MORTISE_APP: app })
  await firstStart(runtime.workspace(mainWorkspace), settings)
  await runtime.close()
}

/** Fills another workspace beside the first one: the same app, nobody in it but an administrator. */
export async function prepareSecond(databaseUrl: string, key: string, app?: string): Promise<void> {
  const runtime = runtimeOn(databaseUrl, tmpdir())
  await runtime.options.store.createWorkspace({ key, name: key })
  const settings = readSettings({
    MORTISE_ADMIN_PASSWORD: password,
    MORTISE_DEMO: '0',
    MORTISE_APP: app,
  })
  await firstStart(runtime.workspace(key), settings)
  await runtime.close()
}

/** A server for another workspace in the process of a server that runs, on its store and its files. */
export async function serverBeside(server: TestServer, key: string): Promise<TestServer> {
  const { runtime } = server
  const workspace = runtime.workspace(key)
  const app = await appOf(runtime, workspace)
  return { app, runtime, workspace, signIn: (email) => signIn(app, email), close: () => app.close() }
}

function appOf(runtime: Runtime, workspace: Workspace, options: TestOptions = {}): Promise<FastifyInstance> {
  return buildServer(runtime, workspace, {
    url,
    version: 'test',
    templates: options.templates ?? templatesFolder,
    ready: () => isReady(runtime.options.store),
    // A test asks in a minute what a person asks in a day: the brake is not what it is about.
    callsPerMinute: 1_000_000,
    publicFactor: options.publicFactor ?? 1_000_000,
    log: options.requestLog ?? process.env['MORTISE_TEST_LOG'] === '1',
  })
}

/** Starts a server on a prepared database, which goes with it. */
export async function serverOn(
  database: { readonly url: string; readonly drop: () => Promise<void> },
  options: TestOptions = {},
): Promise<TestServer> {
  const folder = mkdtempSync(join(tmpdir(), 'mortise-server-'))
  const runtime = runtimeOn(database.url, folder, options)
  const workspace = runtime.workspace(mainWorkspace)
  const app = await appOf(runtime, workspace, options)
  return {
    app,
    runtime,
    workspace,
    signIn: (email) => signIn(app, email),
    close: async () => {
      await app.close()
      await runtime.close()
      await database.drop()
      rmSync(folder, { recursive: true, force: true })
    },
  }
}

/** Signs somebody in as a browser does. */
export async function signIn(app: FastifyInstance, email: string): Promise<Caller> {
  const answer = await app.inject({
    method: 'POST',
    url: '/api/auth/sign-in',
    headers: { 'x-mortise': '1' },
    payload: { email, password },
  })
  const cookie = String(answer.headers['set-cookie']).split(';')[0] ?? ''
  return callerWith(app, { cookie, 'x-mortise': '1', 'accept-language': 'en' })
}

/** A caller with given headers, such as those of an API key. */
export function callerWith(app: FastifyInstance, headers: { readonly [name: string]: string }): Caller {
  const send = async (
    method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE',
    path: string,
    more: { payload?: unknown; headers?: object } = {},
  ) => {
    const answer = await app.inject({
      method,
      url: path,
      headers: { ...headers, ...more.headers },
      ...(more.payload === undefined ? {} : { payload: more.payload as object }),
    } as InjectOptions)
    const isJson = String(answer.headers['content-type']).includes('json') && answer.body !== ''
    return { status: answer.statusCode, body: isJson ? answer.json() : answer.body }
  }
  return {
    cookie: headers['cookie'] ?? '',
    get: (path) => send('GET', path),
    post: (path, payload, more = {}) => send('POST', path, { payload, headers: more }),
    patch: (path, payload, more = {}) => send('PATCH', path, { payload, headers: more }),
    put: (path, payload) => send('PUT', path, { payload }),
    remove: (path) => send('DELETE', path),
    raw: (options) => app.inject({ ...options, headers: { ...headers, ...options.headers } }),
  }
}

/** A multipart body with one file. */
export function multipart(
  name: string,
  content: string | Buffer,
): { payload: Buffer; headers: { 'content-type': string } } {
  const boundary = 'mortise-test-boundary'
  const head = `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`
  return {
    payload: Buffer.concat([Buffer.from(head), Buffer.from(content), Buffer.from(`\r\n--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  }
}
