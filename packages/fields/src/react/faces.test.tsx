import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import type { Json } from '@mortise/expressions'
import { extensionList, type FieldDocument } from '@mortise/schema'
import { UiProvider } from '@mortise/ui'
import { type ReactNode, useState } from 'react'
import { afterEach, expect, test, vi } from 'vitest'
import { builtinFieldTypes, designFieldTypes } from '../list.ts'
import { fieldFaces } from './faces.ts'
import { fieldInputs } from './field-inputs.ts'
import type { FaceContext } from './types.ts'

const types = extensionList([...builtinFieldTypes, ...designFieldTypes])
const ctx: FaceContext = {
  locale: 'zh',
  timeZone: 'Asia/Shanghai',
  types,
  faces: fieldFaces,
  labelOf: (_, id) => (id === 'secret' ? null : '张三'),
  lookup: async () => [{ id: '018f3c5e-7a10-7000-8000-000000000009', label: '云岭科技' }],
}

const fieldOf = (type: string, settings: FieldDocument['settings'] = {}): FieldDocument => ({
  key: 'f',
  type,
  label: { zh: '字段', en: 'Field' },
  settings: { ...types.find(type)?.defaults, ...settings },
})

function screenOf(children: ReactNode): void {
  render(
    <UiProvider locale="zh" mode="light" timeZone="Asia/Shanghai">
      {children}
    </UiProvider>,
  )
}

function Held({
  field,
  start,
  onValue,
}: {
  field: FieldDocument
  start: Json
  onValue: (value: Json) => void
}): ReactNode {
  const [value, setValue] = useState(start)
  const Input = fieldFaces.find(field.type)?.Input
  if (Input === undefined) return null
  return (
    <Input
      id="x"
      value={value}
      field={field}
      ctx={ctx}
      onChange={(next) => {
        setValue(next)
        onValue(next)
      }}
    />
  )
}

afterEach(cleanup)

test('every field type has a face', () => {
  const all = types.all.map(({ type }) => type)
  expect(all.filter((type) => fieldFaces.find(type) === undefined)).toEqual([])
  expect(all.filter((type) => !fieldInputs.has(type))).toEqual([])
})

test.each(types.all.map(({ type }) => type))(
  '%s: every sample can be read and entered without an error',
  (type) => {
    const field = fieldOf(type)
    const face = fieldFaces.find(type)
    for (const value of [null, ...(types.find(type)?.samples(field) ?? [])]) {
      if (face === undefined) continue
      screenOf(
        <>
          <face.Cell value={value} field={field} ctx={ctx} full />
          <face.Input value={value} field={field} ctx={ctx} onChange={() => undefined} />
        </>,
      )
      cleanup()
    }
  },
)

test('money is typed plainly, kept exactly and shown with its unit', () => {
  const seen = vi.fn()
  screenOf(<Held field={fieldOf('money')} start={null} onValue={seen} />)
  const input = screen.getByRole<HTMLInputElement>('textbox')
  fireEvent.focus(input)
  fireEvent.change(input, { target: { value: '９９９９９９９９９９９９９９.99' } })
  expect(seen).toHaveBeenLastCalledWith('99999999999999.99')
  fireEvent.blur(input)
  expect(input.value).toBe('¥99,999,999,999,999.99')
})

test('what is no number stays as typed, for the form to say so', () => {
  const seen = vi.fn()
  screenOf(<Held field={fieldOf('decimal')} start={null} onValue={seen} />)
  const input = screen.getByRole<HTMLInputElement>('textbox')
  fireEvent.focus(input)
  fireEvent.change(input, { target: { value: '十二' } })
  expect(seen).toHaveBeenLastCalledWith('十二')
  fireEvent.blur(input)
  expect(input.value).toBe('十二')
})

test('percent is edited as people say it', () => {
  const seen = vi.fn()
  screenOf(<Held field={fieldOf('percent')} start="0.15" onValue={seen} />)
  const input = screen.getByRole<HTMLInputElement>('textbox')
  fireEvent.focus(input)
  expect(input.value).toBe('15')
  fireEvent.change(input, { target: { value: '12.5' } })
  expect(seen).toHaveBeenLastCalledWith('0.125')
})

test('a cleared text is empty, not an empty text', () => {
  const seen = vi.fn()
  screenOf(<Held field={fieldOf('text')} start="a" onValue={seen} />)
  fireEvent.change(screen.getByRole('textbox'), { target: { value: '' } })
  expect(seen).toHaveBeenLastCalledWith(null)
})

test('a linked record that may not be seen is not named', () => {
  const Cell = fieldFaces.find('user')?.Cell
  if (Cell) screenOf(<Cell value="secret" field={fieldOf('user')} ctx={ctx} />)
  expect(screen.getByText('无权查看')).toBeTruthy()
})

test('an expression that does not parse says why and keeps the last good value', () => {
  const seen = vi.fn()
  screenOf(<Held field={fieldOf('expression')} start={{ '>': [{ var: 'amount' }, 5] }} onValue={seen} />)
  const input = screen.getByRole<HTMLTextAreaElement>('textbox')
  fireEvent.change(input, { target: { value: 'amount > ' } })
  expect(seen).not.toHaveBeenCalled()
  expect(input.getAttribute('aria-invalid')).toBe('true')
  fireEvent.change(input, { target: { value: 'amount > 10' } })
  expect(seen).toHaveBeenLastCalledWith({ '>': [{ var: 'amount' }, 10] })
})
