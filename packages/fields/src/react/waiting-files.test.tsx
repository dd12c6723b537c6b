import type { Json } from '@mortise/expressions'
import { extensionList } from '@mortise/schema'
import { UiProvider } from '@mortise/ui'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { type ReactNode, useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { builtinFieldTypes } from '../list.ts'
import { fieldFaces } from './faces.ts'
import { FilesInput } from './files.tsx'
import type { FaceContext, FileValue, WaitingFile } from './types.ts'

afterEach(() => {
  cleanup()
  vi.useRealTimers()
  online = true
})

let online = true
Object.defineProperty(navigator, 'onLine', { configurable: true, get: () => online })

const kept: FileValue = { id: 'local-1', name: '合同.pdf', size: 9, type: 'application/pdf' }

function open() {
  const listeners = new Set<() => void>()
  let states: ReadonlyMap<string, WaitingFile> = new Map()
  const tell = (state: WaitingFile): void =>
    act(() => {
      states = new Map([[kept.id, state]])
      for (const listener of listeners) listener()
    })
  const sends: { readonly done: (stored: FileValue) => void; readonly fail: (why: string) => void }[] = []
  const forgotten: string[] = []
  const ctx: FaceContext = {
    locale: 'zh',
    timeZone: 'Asia/Shanghai',
    types: extensionList(builtinFieldTypes),
    faces: fieldFaces,
    waiting: {
      has: (id) => id.startsWith('local-'),
      send: () => new Promise((done, fail) => void sends.push({ done, fail: (why) => fail(new Error(why)) })),
      forget: async (id) => void forgotten.push(id),
      subscribe: (listener) => {
        listeners.add(listener)
        return () => listeners.delete(listener)
      },
      states: () => states,
    },
  }
  const seen: { now: Json } = { now: null }
  function Field(): ReactNode {
    const [value, setValue] = useState<Json>([kept as unknown as Json])
    seen.now = value
    return (
      <FilesInput
        accept=""
        value={value}
        onChange={setValue}
        ctx={ctx}
        field={{ key: 'f', type: 'file', label: '附件' }}
      />
    )
  }
  render(
    <UiProvider locale="zh" mode="light" timeZone="Asia/Shanghai">
      <Field />
    </UiProvider>,
  )
  return { tell, sends, forgotten, seen }
}

test('a file of this device waits for the network, goes when it is back, and is then the server’s', async () => {
  online = false
  const { tell, sends, seen } = open()
  expect(screen.getByText('待上传')).toBeTruthy()
  expect(sends).toHaveLength(0)
  online = true
  await act(async () => void dispatchEvent(new Event('online')))
  tell({ name: kept.name, share: 0.42 })
  expect((screen.getByLabelText('正在上传 合同.pdf') as HTMLProgressElement).value).toBe(42)
  await act(async () => sends[0]?.done({ ...kept, id: 'f1' }))
  expect(seen.now).toEqual([{ ...kept, id: 'f1' }])
  expect(screen.queryByText('待上传')).toBeNull()
})

test('one that the server refuses says why and is tried again; one that is removed is let go', async () => {
  const { tell, sends, forgotten, seen } = open()
  tell({ name: kept.name, problem: '文件太大' })
  await act(async () => sends[0]?.fail('文件太大'))
  expect(screen.getByText('文件太大')).toBeTruthy()
  fireEvent.click(screen.getByRole('button', { name: '继续上传' }))
  expect(sends).toHaveLength(2)
  fireEvent.click(screen.getByRole('button', { name: '移除 合同.pdf' }))
  expect(forgotten).toEqual(['local-1'])
  expect(seen.now).toBeNull()
})

test('one that did not get through is tried again by itself; one that was refused is not', async () => {
  vi.useFakeTimers()
  const { tell, sends, seen } = open()
  await act(async () => sends[0]?.fail('no line yet'))
  tell({ name: kept.name })
  expect(screen.getByText('待上传')).toBeTruthy()
  await act(() => vi.advanceTimersByTimeAsync(11_000))
  expect(sends).toHaveLength(2)
  tell({ name: kept.name, problem: '文件太大' })
  await act(async () => sends[1]?.fail('文件太大'))
  await act(() => vi.advanceTimersByTimeAsync(60_000))
  expect(sends).toHaveLength(2)
  fireEvent.click(screen.getByRole('button', { name: '继续上传' }))
  await act(async () => sends[2]?.done({ ...kept, id: 'f1' }))
  expect(seen.now).toEqual([{ ...kept, id: 'f1' }])
})
