import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { extensionList } from '@mortise/schema'
import { UiProvider } from '@mortise/ui'
import { afterEach, expect, test } from 'vitest'
import { builtinFieldTypes } from '../list.ts'
import { fieldFaces } from './faces.ts'
import { ReferenceInput } from './reference-input.tsx'

afterEach(cleanup)

test('a search that failed says so, and does not claim that there is nothing', async () => {
  render(
    <UiProvider locale="zh" mode="light" timeZone="Asia/Shanghai">
      <ReferenceInput
        entity="account"
        value={null}
        field={{ key: 'account', type: 'link', label: { zh: '客户', en: 'Account' }, settings: {} }}
        ctx={{
          locale: 'zh',
          timeZone: 'Asia/Shanghai',
          types: extensionList(builtinFieldTypes),
          faces: fieldFaces,
          lookup: () => Promise.reject(new Error('offline')),
        }}
        onChange={() => undefined}
      />
    </UiProvider>,
  )
  fireEvent.mouseDown(await screen.findByRole('combobox'))
  expect(await screen.findByText(/查找失败/)).toBeTruthy()
  expect(screen.queryByText('没有找到')).toBeNull()
})
