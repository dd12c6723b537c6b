import { tokenHash } from '@mortise/runtime'
import { createTestDatabase, testTemplate } from '@mortise/testkit'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { callerWith, password, prepareDatabase, serverOn, type TestServer } from './testing/server.ts'

let server: TestServer
beforeAll(async () => {
  server = await serverOn(
    await createTestDatabase({ template: await testTemplate('server_crm', prepareDatabase) }),
  )
})
afterAll(() => server.close())

const attempt = (email: string, secret: string) =>
  server.app.inject({
    method: 'POST',
    url: '/api/auth/sign-in',
    headers: { 'x-mortise': '1', 'accept-language': 'en' },
    payload: { email, password: secret },
  })

describe('signing in', () => {
  it('gives a cookie that scripts and other sites cannot use', async () => {
    const answer = await attempt('admin@example.com', password)
    expect(answer.statusCode).toBe(200)
    expect(answer.headers['set-cookie']).toMatch(
      /^mortise_session=[\w-]{43}; Path=\/; .*HttpOnly; SameSite=Lax/,
    )
  })

  it('answers an unknown address like a wrong password', async () => {
    const [unknown, wrong] = [
      await attempt('nobody@example.com', 'x-1234567'),
      await attempt('wu@example.com', 'x-1234567'),
    ]
    const plain = (body: string): object => ({ ...JSON.parse(body).error, requestId: '' })
    expect([unknown.statusCode, wrong.statusCode]).toEqual([401, 401])
    expect(plain(unknown.body)).toEqual(plain(wrong.body))
  })

  it('stops guessing at one account', async () => {
    let last = 0
    for (let count = 0; count < 11; count += 1)
      last = (await attempt('zhou@example.com', `guess-${count}`)).statusCode
    expect(last).toBe(429)
    expect((await attempt('zhou@example.com', password)).statusCode).toBe(429)
  })

  it('ends with signing out, at once', async () => {
    const person = await server.signIn('sun@example.com')
    expect((await person.get('/api/me')).body.data.user.name).toBe('孙佳')
    expect((await person.post('/api/auth/sign-out', {})).status).toBe(204)
    expect((await person.get('/api/me')).status).toBe(401)
  })
})

describe('a sandbox', () => {
  it('knows whoever went in as long as they are known outside, lets them in again, and answers nobody once it is gone', async () => {
    const admin = await server.signIn('admin@example.com')
    // An empty one will do, with the administrator alone in it.
    const key = 'main_sandbox_trial'
    await server.runtime.options.store.createWorkspace({ key, name: '试验田' })
    const enter = () => admin.post(`/api/sandboxes/${key}/enter`, {})
    // Whoever came after it was made is not in it.
    const { status, body } = await enter()
    expect([status, body.error?.code]).toEqual([409, 'SANDBOX_STRANGER'])
    const user = (await server.workspace.people()).users.find(({ email }) => email === 'admin@example.com')
    if (user === undefined) throw new Error('there is no administrator')
    const { preferences: _own, ...person } = user
    await server.runtime.workspace(key).store.transaction(async (tx) => {
      await tx.people.createUser({ ...person, departmentId: null, managerId: null, passwordHash: null })
    })
    expect((await enter()).status).toBe(204)
    const inside = callerWith(server.app, { cookie: `${admin.cookie}; mortise_sandbox=${key}` })
    const where = async () => (await inside.get('/api/me')).body.data?.workspace.key
    expect(await where()).toBe(key)
    // Its session there is over; the one outside goes on.
    const { people } = server.runtime.workspace(key).store
    const token = tokenHash(/mortise_session=([^;]+)/.exec(admin.cookie)?.[1] ?? '')
    const { id = '', userId = '' } = (await people.sessionByToken(token)) ?? {}
    await server.runtime.workspace(key).store.transaction(async (tx) => {
      await tx.people.endSession(id)
      await tx.people.createSession({
        tokenHash: token,
        userId,
        expiresAt: '2020-01-01T00:00:00Z',
        ip: null,
        agent: null,
      })
    })
    server.runtime.workspace(key).expire()
    expect(await where()).toBe('main')
    expect((await enter()).status).toBe(204)
    expect(await where()).toBe(key)
    const other = await server.signIn('admin@example.com')
    await admin.post('/api/auth/sign-out', {})
    expect((await inside.get('/api/me')).status).toBe(401)
    expect((await other.remove(`/api/sandboxes/${key}`)).status).toBe(204)
    const late = callerWith(server.app, { cookie: `${other.cookie}; mortise_sandbox=${key}` })
    expect((await late.get('/api/me')).body.data.workspace.key).toBe('main')
  })
})

describe('writes by cookie', () => {
  it('are refused without our header, from another origin, or as a form', async () => {
    const person = await server.signIn('admin@example.com')
    const { cookie } = person
    const write = (headers: object, payload: string | object) =>
      server.app.inject({
        method: 'POST',
        url: '/api/records/lead',
        headers: { cookie, ...headers },
        payload,
      })
    expect((await write({}, { name: 'x' })).statusCode).toBe(403)
    expect(
      (await write({ 'x-mortise': '1', origin: 'https://evil.example' }, { name: 'x' })).statusCode,
    ).toBe(403)
    const form = { 'x-mortise': '1', 'content-type': 'application/x-www-form-urlencoded' }
    expect((await write(form, 'name=x')).statusCode).toBe(415)
    expect(
      (await write({ 'x-mortise': '1', origin: 'http://localhost:3000' }, { name: '同源' })).statusCode,
    ).toBe(201)
  })
})

describe('API keys', () => {
  it('act with the rights of their role and without the page header', async () => {
    const admin = await server.signIn('admin@example.com')
    const made = await admin.post('/api/api-keys', { name: 'website', role: 'marketing' })
    expect(made.status).toBe(201)
    const program = callerWith(server.app, { authorization: `Bearer ${made.body.data.secret}` })
    expect((await program.post('/api/records/lead', { name: '来自程序' })).status).toBe(201)
    expect((await program.get('/api/records/account')).status).toBe(404)
    expect((await program.get('/api/users')).status).toBe(200)
    expect((await program.post('/api/api-keys', { name: 'more', role: 'admin' })).status).toBe(403)
    await admin.remove(`/api/api-keys/${made.body.data.id}`)
    expect((await program.get('/api/records/lead')).status).toBe(401)
    expect(JSON.stringify((await admin.get('/api/api-keys')).body)).not.toContain(made.body.data.secret)
  })
})

describe('routes', () => {
  it('answer nobody who is not signed in, but for the public ones', async () => {
    const table = await routeTable()
    expect(table.length).toBeGreaterThan(50)
    for (const { method, url, policy } of table) {
      if (policy === 'public') continue
      const path = url.replaceAll(/:\w+/g, '00000000-0000-7000-8000-000000000000')
      const answer = await server.app.inject({
        method: method as 'GET',
        url: path,
        headers: { 'x-mortise': '1' },
      })
      expect([method, url, answer.statusCode]).toEqual([method, url, 401])
    }
  })

  it('are closed to people without the right', async () => {
    const sales = await server.signIn('sun@example.com')
    for (const { method, url, policy } of await routeTable()) {
      if (policy !== 'design' && policy !== 'admin') continue
      const path = url.replaceAll(/:\w+/g, 'x')
      const answer = await sales.raw({ method: method as 'GET', url: path })
      expect([method, url, answer.statusCode]).toEqual([method, url, 403])
    }
  })

  it('without a policy keep the server from starting', async () => {
    const { default: fastify } = await import('fastify')
    const { policies } = await import('./plugins/policy.ts')
    const bare = fastify()
    policies(bare)
    expect(() => bare.get('/open', () => 'open')).toThrow('ROUTE_WITHOUT_POLICY')
  })

  it('say what is wrong in the language of the caller, without inner text', async () => {
    const answer = await server.app.inject({ url: '/api/nothing', headers: { 'accept-language': 'zh-CN' } })
    expect(answer.statusCode).toBe(404)
    expect(answer.json().error).toMatchObject({ code: 'ROUTE_NOT_FOUND', details: [] })
    expect(answer.json().error.message).toContain('没有这个地址')
    expect(answer.headers['content-security-policy']).toContain("script-src 'self'")
  })
})

type Line = { readonly method: string; readonly url: string; readonly policy: string }

async function routeTable(): Promise<readonly Line[]> {
  const admin = await server.signIn('admin@example.com')
  const { paths } = (await admin.get('/api/openapi.json')).body as {
    paths: { [path: string]: { [method: string]: { 'x-policy'?: string } } }
  }
  return Object.entries(paths).flatMap(([path, methods]) =>
    Object.entries(methods).flatMap(([method, { 'x-policy': policy }]) =>
      policy === undefined || path.includes('*')
        ? []
        : [{ method: method.toUpperCase(), url: path.replaceAll(/\{(\w+)\}/g, ':$1'), policy }],
    ),
  )
}
