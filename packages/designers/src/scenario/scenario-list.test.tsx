import { createClient } from '@mortise/client'
import { builtinKit } from '@mortise/kit'
import { UiProvider } from '@mortise/ui'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import type { ReactNode } from 'react'
import { afterEach, expect, test } from 'vitest'
import { editors } from '../kit/editors/index.ts'
import { type DesignApi, designApi } from '../workbench/api.ts'
import { WorkbenchProvider } from '../workbench/context.tsx'
import { DesignSpace } from '../workbench/space.ts'
import type { ScenarioLine } from '../workbench/trials-api.ts'
import { PublishCheck } from './publish-check.tsx'
import { ScenarioList } from './scenario-list.tsx'

afterEach(cleanup)

const client = createClient({ baseUrl: '', locale: 'zh', fetch: () => Promise.reject(new Error('offline')) })
const line: ScenarioLine = {
  key: 's1',
  label: '大额',
  own: true,
  passed: true,
  about: { flows: ['quote'], rules: [], entities: [] },
} as unknown as ScenarioLine

function draw(
  given: Partial<DesignApi>,
  space: Partial<DesignSpace> = {},
  shown: ReactNode = <ScenarioList about={{ flow: 'quote' }} />,
): void {
  const api = { ...designApi(client), ...given }
  render(
    <UiProvider locale="zh" mode="light" timeZone="Asia/Shanghai">
      <WorkbenchProvider
        client={client}
        kit={builtinKit}
        api={api}
        space={Object.assign(new DesignSpace(api, []), space)}
        editors={editors}
      >
        <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
          {shown}
        </QueryClientProvider>
      </WorkbenchProvider>
    </UiProvider>,
  )
}

test('scenarios that could not be read are not said to be none', async () => {
  draw({ scenarios: () => Promise.reject(new Error('断了')) })
  await screen.findByRole('alert')
  expect(screen.queryByText(/还没有场景/)).toBeNull()
})

test('a scenario whose drafts could not be kept has failed, says why, and can be played again', async () => {
  draw(
    { scenarios: () => Promise.resolve([line]) },
    { flush: () => Promise.reject(new Error('草稿没有保存')) },
  )
  fireEvent.click(await screen.findByRole('button', { name: '运行 大额' }))
  await screen.findByText('草稿没有保存')
  expect(screen.getByRole('button', { name: '运行 大额' })).toHaveProperty('disabled', false)
})

test('one that gives no answer stands in the way of publishing until somebody says that it may be', async () => {
  const heard: (readonly [boolean, boolean])[] = []
  const hear = (may: boolean, accepted: boolean): void => void heard.push([may, accepted])
  draw(
    {
      scenarioGate: () => Promise.resolve({ gate: 'block' }),
      scenarios: () => Promise.resolve([line]),
      playScenario: () => Promise.resolve({ outcome: 'broke', why: { zh: '没有人叫“x”', en: 'x' } }),
    },
    { flush: () => Promise.resolve() },
    <PublishCheck onAnswer={hear} refused={false} />,
  )
  const box = await screen.findByRole('checkbox', { name: /仍然发布/ })
  expect([heard.at(-1), screen.queryByText(/没有人叫/) === null]).toEqual([[false, false], false])
  fireEvent.click(box)
  expect(heard.at(-1)).toEqual([true, true])
})
