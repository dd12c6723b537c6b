import { extensionList } from '@mortise/schema'
import type { Json } from '@mortise/expressions'
import { UiProvider } from '@mortise/ui'
import { act, cleanup, fireEvent, render, screen } from '@testing-library/react'
import { type ReactNode, useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import { builtinFieldTypes } from '../list.ts'
import { fieldFaces } from './faces.ts'
import { accepts, FilesInput } from './files.tsx'
import type { FaceContext, FileValue } from './types.ts'

type Way = {
  readonly file: File
  readonly onProgress: ((share: number) => void) | undefined
  readonly signal: AbortSignal | undefined
  readonly arrive: () => Promise<void>
  readonly fail: (why: string) => Promise<void>
}

function open(accept = '') {
  const ways: Way[] = []
  const upload: FaceContext['upload'] = (file, { onProgress, signal } = {}) =>
    new Promise<FileValue>((resolve, reject) => {
      const stored = { id: file.name, name: file.name, size: file.size, type: file.type }
      ways.push({
        file,
        onProgress,
        signal,
        arrive: () => act(async () => resolve(stored)),
        fail: (why) => act(async () => reject(new Error(why))),
      })
    })
  const ctx: FaceContext = {
    locale: 'zh',
    timeZone: 'Asia/Shanghai',
    types: extensionList(builtinFieldTypes),
    faces: fieldFaces,
    upload,
  }
  const values: { now: Json } = { now: null }
  function Field(): ReactNode {
    const [value, setValue] = useState<Json>(null)
    const change = (next: Json): void => {
      values.now = next
      setValue(next)
    }
    return (
      <FilesInput
        accept={accept}
        value={value}
        onChange={change}
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
  const names = (): unknown => (values.now as unknown as FileValue[] | null)?.map(({ name }) => name) ?? null
  return { ways, names }
}

const box = (): HTMLElement => document.querySelector('.m-files') as HTMLElement
const file = (name: string, type = 'text/plain'): File => new File(['x'], name, { type })
const drop = (...files: File[]): void => act(() => void fireEvent.drop(box(), { dataTransfer: { files } }))
const settled = (): Promise<void> => act(() => new Promise<void>((later) => setTimeout(later)))

afterEach(cleanup)

test('files come one after another, each tells how far it is, and they keep their order', async () => {
  const { ways, names } = open()
  drop(file('一.txt'), file('二.txt'))
  await settled()
  expect(ways).toHaveLength(1)
  act(() => ways[0]?.onProgress?.(0.4))
  expect((screen.getByLabelText('正在上传 一.txt') as HTMLProgressElement).value).toBe(40)
  await ways[0]?.arrive()
  await settled()
  await ways[1]?.arrive()
  expect(names()).toEqual(['一.txt', '二.txt'])
  expect(screen.queryByRole('progressbar')).toBeNull()
})

test('an upload can be stopped, and one that broke off goes on', async () => {
  const { ways, names } = open()
  drop(file('a.txt'), file('b.txt'))
  await settled()
  fireEvent.click(screen.getByRole('button', { name: '取消上传 a.txt' }))
  expect(ways[0]?.signal?.aborted).toBe(true)
  await ways[0]?.fail('stopped')
  await settled()
  await ways[1]?.fail('连接不上服务器')
  expect(screen.getByText('连接不上服务器')).toBeTruthy()
  expect(names()).toBeNull()
  fireEvent.click(screen.getByRole('button', { name: '继续上传' }))
  await settled()
  await ways[2]?.arrive()
  expect(names()).toEqual(['b.txt'])
})

test('a picture from the clipboard is taken; what does not fit the field is not', async () => {
  const { ways } = open('image/*,.pdf')
  act(() => void fireEvent.paste(box(), { clipboardData: { files: [file('截图.png', 'image/png')] } }))
  await settled()
  expect(ways.map((one) => one.file.name)).toEqual(['截图.png'])
  drop(file('a.exe', 'application/x-msdownload'))
  await settled()
  expect(screen.getByText('这里不能放这种文件')).toBeTruthy()
  expect(ways).toHaveLength(1)
})

test('kinds of files are told by type or by ending', () => {
  expect(accepts('', file('a.zip'))).toBe(true)
  expect(accepts('image/*', { name: 'a.png', type: 'image/png' })).toBe(true)
  expect(accepts('.PDF, text/csv', { name: 'b.pdf', type: '' })).toBe(true)
  expect(accepts('.pdf', { name: 'b.doc', type: 'application/msword' })).toBe(false)
})
