import { expect, test } from 'vitest'
import { createClient } from './create-client.ts'

type Part = { readonly name: string; readonly size: number }

/** A server that keeps parts, and can lose its connection before some of the calls. */
function server(broken: readonly number[] = []) {
  const parts: Part[] = []
  const joins: unknown[] = []
  let calls = 0
  const ask = async (input: RequestInfo | URL, init: RequestInit = {}): Promise<Response> => {
    calls += 1
    if (init.signal?.aborted === true) throw new DOMException('stopped', 'AbortError')
    if (broken.includes(calls)) throw new TypeError('network')
    const answer = (data: object): Response => Response.json({ data }, { status: 201 })
    if (String(input).endsWith('/join')) {
      joins.push(JSON.parse(String(init.body)))
      return answer({ id: 'whole', name: 'x', size: 1, type: '' })
    }
    const file = (init.body as FormData).get('file') as File
    parts.push({ name: file.name, size: file.size })
    return answer({ id: `p${parts.length}`, name: file.name, size: file.size, type: file.type })
  }
  const client = createClient({ baseUrl: 'http://x', locale: 'zh', fetch: ask as typeof fetch })
  return { parts, joins, upload: client.session.uploadFile }
}

const megabytes = (count: number, name: string): File =>
  new File([new Uint8Array(count * 1024 * 1024)], name, { lastModified: 1 })

test('a small file goes whole', async () => {
  const { parts, joins, upload } = server()
  const shares: number[] = []
  expect((await upload(megabytes(1, 'a'), { onProgress: (share) => shares.push(share) })).id).toBe('p1')
  expect(parts).toHaveLength(1)
  expect(joins).toEqual([])
  expect(shares.at(-1)).toBe(1)
})

test('a large file goes in parts and is joined; a part that breaks off is sent again, the others are not', async () => {
  const { parts, joins, upload } = server([2])
  await upload(megabytes(12, 'b'))
  expect(parts.map(({ size }) => size / 1024 / 1024)).toEqual([5, 5, 2])
  expect(joins).toEqual([{ name: 'b', type: 'application/octet-stream', parts: ['p1', 'p2', 'p3'] }])
})

test('a file given up in the middle goes on with the first part that is missing', async () => {
  const { parts, joins, upload } = server()
  const stop = new AbortController()
  const first = upload(megabytes(12, 'c'), { signal: stop.signal, onProgress: () => stop.abort() })
  await expect(first).rejects.toMatchObject({ code: 'ABORTED' })
  expect(parts).toHaveLength(1)
  await upload(megabytes(12, 'c'))
  expect(parts).toHaveLength(3)
  expect(joins).toMatchObject([{ parts: ['p1', 'p2', 'p3'] }])
})
