import type { Client, Me } from '@mortise/client'
import type { Model } from '@mortise/schema'
import { UiProvider } from '@mortise/ui'
import type { ReactNode } from 'react'
import { MetadataProvider, type Workspace } from '../workspace/metadata.tsx'
import { fields } from './model.ts'

/** The person of a test who may do everything. */
export const testMe: Me = {
  user: { id: 'u1', name: '陈晨', email: 'chen@example.com', departmentId: null, roles: [], locale: 'zh' },
  workspace: { name: '测试', timeZone: 'Asia/Shanghai', currency: 'CNY', sites: ['bi.example.com'] },
  entities: {},
  unread: 0,
} as unknown as Me

/** A workspace around what a test draws: Chinese, light, with the client it is given. */
export function TestWorkspace({
  model,
  client = {} as Client,
  loadKit = () => Promise.reject(new Error('no kit in this test')),
  children,
}: {
  readonly model: Model
  readonly client?: Client
  readonly loadKit?: Workspace['loadKit']
  readonly children: ReactNode
}): ReactNode {
  return (
    <UiProvider locale="zh" mode="light" timeZone="Asia/Shanghai">
      <MetadataProvider client={client} kit={{ fields }} loadKit={loadKit} model={model} me={testMe}>
        {children}
      </MetadataProvider>
    </UiProvider>
  )
}
