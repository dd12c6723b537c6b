import { type AppDocuments, documentKinds } from '@mortise/schema'

const none = Object.fromEntries(documentKinds.filter((kind) => kind !== 'app').map((kind) => [kind, []]))

/** What a workspace begins with when no app is installed: nothing but somebody who may do everything. */
export const baseApp: AppDocuments = {
  ...none,
  app: {
    id: 'a_workspace',
    key: 'workspace',
    label: { zh: '我的工作区', en: 'My workspace' },
    version: '1.0.0',
    hidden: true,
  },
  role: [
    {
      id: 'ro_workspace_admin',
      key: 'workspace_admin',
      label: { zh: '系统管理员', en: 'Administrator' },
      admin: true,
      design: true,
      entities: {},
      reports: 'all',
      dashboards: 'all',
    },
  ],
} as unknown as AppDocuments
