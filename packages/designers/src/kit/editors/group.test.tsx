import { createClient } from '@mortise/client'
import { builtinKit } from '@mortise/kit'
import { UiProvider } from '@mortise/ui'
import { cleanup, fireEvent, render, screen } from '@testing-library/react'
import { type ReactNode, useState } from 'react'
import { afterEach, expect, test } from 'vitest'
import { designApi } from '../../workbench/api.ts'
import { WorkbenchProvider } from '../../workbench/context.tsx'
import { DesignSpace } from '../../workbench/space.ts'
import { Panel } from '../panel.tsx'
import { editors } from './index.ts'

afterEach(cleanup)

const client = createClient({ baseUrl: '', locale: 'zh', fetch: () => Promise.reject(new Error('offline')) })
const settings = builtinKit.nodes.find('service_task')?.settings.filter(({ key }) => key === 'retry') ?? []

type Values = { readonly [key: string]: unknown }

function Bench({
  start,
  told,
}: {
  readonly start: Values
  readonly told: (values: Values) => void
}): ReactNode {
  const [values, setValues] = useState(start)
  const [space] = useState(() => new DesignSpace(designApi(client), []))
  return (
    <UiProvider locale="zh" mode="light" timeZone="Asia/Shanghai">
      <WorkbenchProvider
        client={client}
        kit={builtinKit}
        api={designApi(client)}
        space={space}
        editors={editors}
      >
        <Panel
          name="node"
          settings={settings}
          values={values}
          home={undefined}
          onChange={(next) => {
            setValues(next)
            told(next)
          }}
        />
      </WorkbenchProvider>
    </UiProvider>
  )
}

test('settings that belong together are filled in one by one and kept as one object', async () => {
  const kept: Values[] = []
  render(<Bench start={{ retry: { backoff: 'exp' } }} told={(values) => kept.push(values)} />)
  const group = await screen.findByRole('group', { name: '失败后重试' })
  const most = group.querySelector('input[role="spinbutton"], input[inputmode="numeric"], input')
  if (most === null) throw new Error('no number to fill in')
  fireEvent.change(most, { target: { value: '3' } })
  fireEvent.blur(most)
  expect(kept.at(-1)).toEqual({ retry: { backoff: 'exp', max: 3 } })
})
