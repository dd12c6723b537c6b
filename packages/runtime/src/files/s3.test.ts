import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { s3Files } from './s3.ts'
import { signV4 } from './sign-v4.ts'
import type { FileStore } from './types.ts'

/** A store that checks each signature as a real one does, and keeps objects by their path. */
const objects = new Map<string, Buffer>()
const key = { accessKey: 'mortise', secretKey: 'a secret', region: 'cn-east-1' }
let server: Server
let files: FileStore
let endpoint = ''
let broken = false
let storedAt = Date.now()

function isSigned(request: IncomingMessage): boolean {
  const { headers, method = '', url: path = '' } = request
  const at = String(headers['x-amz-date']).replace(/^(....)(..)(..T..)(..)(..Z)$/, '$1-$2-$3:$4:$5')
  const again = signV4(
    {
      method,
      path,
      headers: { host: String(headers.host) },
      bodyHash: String(headers['x-amz-content-sha256']),
      at: Date.parse(at),
    },
    key,
  )
  return again['authorization'] === headers.authorization
}

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  const path = request.url ?? ''
  const parts: Buffer[] = []
  for await (const part of request) parts.push(part as Buffer)
  if (!isSigned(request)) response.writeHead(403).end()
  else if (request.method === 'PUT') {
    objects.set(path, Buffer.concat(parts))
    response.writeHead(200).end()
  } else if (request.method === 'DELETE') {
    objects.delete(path)
    response.writeHead(204).end()
  } else if (objects.has(path)) {
    const bytes = broken ? Buffer.from('rotten') : objects.get(path)
    response.setHeader('last-modified', new Date(storedAt).toUTCString())
    response.writeHead(200).end(request.method === 'HEAD' ? undefined : bytes)
  } else response.writeHead(404).end()
}

beforeAll(async () => {
  server = createServer((request, response) => void answer(request, response))
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  endpoint = `http://127.0.0.1:${typeof address === 'object' ? address?.port : 0}`
  files = s3Files({ endpoint, bucket: 'mortise files', ...key })
})
afterAll(() => {
  server.closeAllConnections()
  server.close()
})

test('a signature is the one the reference documentation gives', () => {
  const signed = signV4(
    {
      method: 'GET',
      path: '/test.txt',
      headers: { host: 'examplebucket.s3.amazonaws.com', range: 'bytes=0-9' },
      bodyHash: 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855',
      at: Date.parse('2013-05-24T00:00:00Z'),
    },
    {
      accessKey: 'AKIAIOSFODNN7EXAMPLE',
      secretKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
      region: 'us-east-1',
    },
  )
  expect(signed['authorization']).toContain(
    'Signature=f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41',
  )
})

test('bytes come back as they went in, and once stored are not sent again', async () => {
  const bytes = Uint8Array.from({ length: 5000 }, (_, at) => at % 251)
  const stored = await files.put(bytes)
  expect(stored.size).toBe(5000)
  expect(await files.put(bytes)).toEqual(stored)
  expect(objects.size).toBe(1)
  expect(Buffer.from((await files.get(stored.hash)) ?? []).equals(bytes)).toBe(true)
  expect(await files.get('0'.repeat(64))).toBeNull()
})

test('a store that refuses, or hands out other bytes, is told apart from a missing file', async () => {
  const { hash } = await files.put(new TextEncoder().encode('合同'))
  const stranger = s3Files({ endpoint, bucket: 'mortise files', ...key, secretKey: 'wrong' })
  await expect(stranger.get(hash)).rejects.toMatchObject({ code: 'FILE_STORE_FAILED' })
  broken = true
  await expect(files.get(hash)).rejects.toMatchObject({ code: 'FILE_STORE_FAILED' })
  broken = false
})

test('a file that lies there for long is removed, one that was stored lately is not', async () => {
  const { hash } = await files.put(new TextEncoder().encode('旧'))
  storedAt = Date.now() - 3_600_000
  expect(await files.remove(hash, storedAt - 5000)).toBe(false)
  expect(await files.get(hash)).not.toBeNull()
  expect(await files.remove(hash, storedAt + 5000)).toBe(true)
  expect(await files.get(hash)).toBeNull()
  expect(await files.remove(hash, storedAt)).toBe(true)
})
