import { ApiError } from '@mortise/client'
import type { FormDocument } from '@mortise/schema'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import type { DraftDocument } from './documents.ts'
import { DesignSpace } from './space.ts'

const form = (more: Partial<FormDocument> = {}): FormDocument => ({
  key: 'edit',
  entity: 'lead',
  purpose: 'edit',
  nodes: [
    { type: 'field', id: 'n1', field: 'name', span: 6 },
    { type: 'field', id: 'n2', field: 'budget', span: 6 },
  ],
  ...more,
})
const span = (document: FormDocument, at: number, to: number): FormDocument => ({
  ...document,
  nodes: document.nodes.map((node, index) =>
    index === at ? { ...node, span: to } : node,
  ) as FormDocument['nodes'],
})
const fault = (status: number, code: string): ApiError =>
  new ApiError(status, { code, message: code, requestId: '', details: [] } as never)

/** A server that keeps one rev a document, as ours does. */
function fakeServer(first: FormDocument) {
  let rev = 1
  const rows = new Map<string, { json: FormDocument; rev: number }>([['lead.edit', { json: first, rev }]])
  let down = 0
  return {
    rows,
    failNext: (times: number): void => void (down = times),
    other: (change: (json: FormDocument) => FormDocument): void => {
      const row = rows.get('lead.edit')
      if (row !== undefined) rows.set('lead.edit', { json: change(row.json), rev: ++rev })
    },
    api: {
      save: async (document: { key: string; json: unknown; rev?: number }) => {
        if (down-- > 0) throw fault(503, 'BUSY')
        if ((rows.get(document.key)?.rev ?? 0) !== document.rev) throw fault(409, 'DESIGN_DRAFT_STALE')
        rows.set(document.key, { json: document.json as FormDocument, rev: ++rev })
        return { rev }
      },
      one: async (_kind: string, key: string) => {
        const row = rows.get(key)
        return row === undefined
          ? undefined
          : ({ kind: 'form', key, app: 'crm', draft: true, ...row } as DraftDocument)
      },
      remove: async (_kind: string, key: string) => void rows.delete(key),
    },
  }
}

function open(first: FormDocument) {
  const server = fakeServer(first)
  const loaded: DraftDocument = {
    kind: 'form',
    key: 'lead.edit',
    app: 'crm',
    rev: 1,
    draft: false,
    json: first,
  }
  return { server, space: new DesignSpace(server.api, [loaded], 5) }
}

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

describe('two people on one document', () => {
  test('edits of different things both stay, and saving goes on', async () => {
    const { server, space } = open(form())
    server.other((json) => span(json, 1, 12))
    space.put('form', 'lead.edit', span(form(), 0, 4))
    await space.flush()
    expect(space.look()).toMatchObject({ state: 'saved', clashes: [] })
    expect(space.get('form', 'lead.edit')?.nodes).toMatchObject([{ span: 4 }, { span: 12 }])
    expect(server.rows.get('lead.edit')?.json.nodes).toMatchObject([{ span: 4 }, { span: 12 }])
    space.put('form', 'lead.edit', span(space.get('form', 'lead.edit') ?? form(), 0, 3))
    await space.flush()
    expect(server.rows.get('lead.edit')?.json.nodes).toMatchObject([{ span: 3 }, { span: 12 }])
  })
  test('where both changed one thing ours stands, and both are shown', async () => {
    const { server, space } = open(form())
    server.other((json) => span(json, 0, 12))
    space.put('form', 'lead.edit', span(form(), 0, 4))
    await space.flush()
    const [clash] = space.look().clashes
    expect(clash).toMatchObject({ kind: 'form', key: 'lead.edit', base: 6, ours: 4, theirs: 12 })
    expect(server.rows.get('lead.edit')?.json.nodes[0]).toMatchObject({ span: 4 })
    if (clash !== undefined) space.settle([clash])
    expect(space.look().clashes).toEqual([])
  })
  test('what another saved is taken over where nothing waits', async () => {
    const { server, space } = open(form())
    server.other((json) => span(json, 1, 12))
    await space.hear('form', 'lead.edit')
    expect(space.get('form', 'lead.edit')?.nodes[1]).toMatchObject({ span: 12 })
    space.put('form', 'lead.edit', span(space.get('form', 'lead.edit') ?? form(), 0, 2))
    await space.flush()
    expect(space.look().state).toBe('saved')
  })
})

describe('saving', () => {
  test('one that fails on the way is tried again by itself', async () => {
    const { server, space } = open(form())
    server.failNext(2)
    space.put('form', 'lead.edit', span(form(), 0, 4))
    await vi.advanceTimersByTimeAsync(10)
    expect(space.look().state).toBe('failed')
    await vi.advanceTimersByTimeAsync(10_000)
    expect(space.look()).toMatchObject({ state: 'saved', error: undefined })
    expect(server.rows.get('lead.edit')?.json.nodes[0]).toMatchObject({ span: 4 })
  })
  test('a document that an edit made goes with it when it is taken back, and comes again', async () => {
    const { server, space } = open(form())
    const made = form({ key: 'phone' })
    space.put('form', 'lead.phone', made)
    await space.flush()
    expect(server.rows.has('lead.phone')).toBe(true)
    space.drop('form', 'lead.phone')
    await space.flush()
    expect(server.rows.has('lead.phone')).toBe(false)
    expect(space.get('form', 'lead.phone')).toBeUndefined()
    space.put('form', 'lead.phone', made)
    await space.flush()
    expect(server.rows.has('lead.phone')).toBe(true)
  })
})
