import type { FieldDocument } from '@mortise/schema'
import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { Panel } from '../kit/panel.tsx'
import { panelSetting } from '../kit/panel-setting.ts'
import { PublicSettings } from '../public/public-settings.tsx'
import type { FormEditor } from './editor-types.ts'
import { entityHead, entityRules, formChanges } from './entity-properties.ts'
import { dataLinks } from './link-properties.ts'
import { messages } from './messages.ts'
import { NewPromise } from './promise-settings.tsx'
import { entityPromises } from './promise-properties.ts'
import { type PanelTab, PanelTabs } from './panel-tabs.tsx'
import { patchOf, type Values } from './patch.ts'

const formSettings = [
  panelSetting('label', { zh: '表单名称', en: 'Name of the form' }, { editor: 'label', required: true }),
  panelSetting(
    'purpose',
    { zh: '用途', en: 'Purpose' },
    {
      options: [
        ['edit', '新建和编辑', 'Create and edit'],
        ['create', '新建', 'Create'],
        ['quick', '快速新建', 'Quick create'],
        ['approval', '审批', 'Approval'],
        ['mobile', '手机', 'Phone'],
        ['public', '公开填写', 'Public'],
      ],
    },
  ),
]

/** Properties of the form and of its data, shown while nothing on the form is selected. */
export function FormSettings({ editor }: { readonly editor: FormEditor }): ReactNode {
  const t = useT(messages)
  const { present, commit } = editor.draft
  const home = present.entity.key
  const panel = (
    name: string,
    settings: readonly FieldDocument[],
    part: 'form' | 'entity',
  ): { readonly children: ReactNode; readonly holds: readonly string[] } => ({
    holds: settings.map(({ key }) => key),
    children: (
      <Panel
        name={name}
        settings={settings}
        values={present[part] as unknown as Values}
        home={home}
        previous
        onChange={(values, changed) => {
          const patch = patchOf(
            settings.filter(({ key }) => key === changed),
            values,
          )
          const next = Object.entries({ ...present[part], ...patch }).filter(
            ([, value]) => value !== undefined,
          )
          commit(
            { ...present, [part]: Object.fromEntries(next) },
            t('edit', { name: t(part) }),
            `${part} ${changed}`,
          )
        }}
      />
    ),
  })
  const items: readonly PanelTab[] = [
    { key: 'form', label: t('form'), ...panel('form', formSettings, 'form') },
    { key: 'links', label: t('links'), ...panel('links', [...dataLinks, ...formChanges], 'form') },
    ...(present.form.purpose === 'public'
      ? [
          {
            key: 'public',
            label: t('publicPage'),
            holds: ['public'],
            children: <PublicSettings draft={editor.draft} />,
          },
        ]
      : []),
    { key: 'entity', label: t('entity'), ...panel('entity', entityHead, 'entity') },
    { key: 'rules', label: t('dataRules'), ...panel('entity-rules', entityRules, 'entity') },
    {
      key: 'promises',
      label: t('promises'),
      holds: ['slas'],
      children: (
        <>
          <NewPromise editor={editor} />
          {(present.entity.slas ?? []).length === 0
            ? null
            : panel('entity-promises', entityPromises, 'entity').children}
        </>
      ),
    },
  ]
  return (
    <>
      <PanelTabs editor={editor} title={t('formProperties')} items={items} kind="form" />
      <p className="m-faint d-panel-note d-panel-hint">{t('nothingSelected')}</p>
    </>
  )
}
