import { createClient } from '@mortise/client'
import { builtinKit } from '@mortise/kit'
import { UiProvider } from '@mortise/ui'
import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { afterEach, expect, test } from 'vitest'
import { editors } from '../kit/editors/index.ts'
import { type DesignApi, designApi } from '../workbench/api.ts'
import { WorkbenchProvider } from '../workbench/context.tsx'
import { DesignSpace } from '../workbench/space.ts'
import type { ScenarioLine } from '../workbench/trials-api.ts'
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

function draw(given: Partial<DesignApi>, space: Partial<DesignSpace> = {}): void {
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
          <ScenarioList about={{ flow: 'quote' }} />
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
