import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { Panel } from '../kit/panel.tsx'
import { panelSetting } from '../kit/panel-setting.ts'
import type { FormEditor } from './editor-types.ts'
import { messages } from './messages.ts'

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

/** Properties of the form itself, shown while nothing on it is selected. */
export function FormSettings({ editor }: { readonly editor: FormEditor }): ReactNode {
  const t = useT(messages)
  const { present, commit } = editor.draft
  return (
    <div className="d-panel-body">
      <h2 className="d-panel-title">{t('formProperties')}</h2>
      <Panel
        name="form"
        settings={formSettings}
        values={present.form}
        home={present.entity.key}
        onChange={(values, changed) =>
          commit(
            { ...present, form: { ...present.form, ...values } as typeof present.form },
            t('edit', { name: t('form') }),
            `form ${changed}`,
          )
        }
      />
      <p className="m-faint d-panel-note">{t('nothingSelected')}</p>
    </div>
  )
}
