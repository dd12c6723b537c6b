import type { FieldDocument, MailDocument } from '@mortise/schema'
import { Icon, useT } from '@mortise/ui'
import { type ReactNode, useMemo } from 'react'
import { ChosenBlocks } from '../blocks/chosen-blocks.tsx'
import { Panel } from '../kit/panel.tsx'
import { panelSetting } from '../kit/panel-setting.ts'
import { SidePanel } from '../kit/side-panel.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { messages } from './messages.ts'
import type { Faults } from './use-faults.ts'
import type { MailEditor } from './use-mail-editor.ts'

const mailSettings: readonly FieldDocument[] = [
  panelSetting('label', { zh: '模板名称', en: 'Name' }, { editor: 'label', required: true }),
  panelSetting(
    'color',
    { zh: '主色（按钮、链接、顶线）', en: 'Colour of buttons, links and the top line' },
    { editor: 'colour' },
  ),
  panelSetting(
    'language',
    { zh: '邮件的语言', en: 'Language of the mail' },
    {
      options: [
        ['zh', '中文', 'Chinese'],
        ['en', '英文', 'English'],
      ],
      help: {
        zh: '留空时按收件人的语言；公司外的收件人看中文',
        en: 'When empty, that of the reader; readers outside get Chinese',
      },
    },
  ),
]

const further: readonly FieldDocument[] = [
  panelSetting(
    'visible',
    { zh: '什么时候出现这一块', en: 'Show this where' },
    { type: 'expression', editor: 'condition' },
  ),
]

/** The settings of what is selected, or of the template where nothing is; with what is wrong above them. */
export function MailPanel({
  editor,
  faults,
}: {
  readonly editor: MailEditor
  readonly faults: Faults
}): ReactNode {
  const t = useT(messages)
  const { kit } = useWorkbench()
  const { selected, mail, draft, change } = editor
  const told = useMemo(() => selected.flatMap((at) => faults.get(at) ?? []), [selected, faults])
  return (
    <SidePanel open={selected.length > 0 && editor.writing === undefined} onClose={() => editor.select([])}>
      <div className="d-panel-body" onBlur={draft.seal}>
        {told.map(({ text, wrong }) => (
          <p key={text} className="d-mail-told" data-wrong={wrong} role="alert">
            <Icon name="triangle-alert" size={14} />
            {text}
          </p>
        ))}
        {selected.length > 0 ? (
          <ChosenBlocks
            editor={editor}
            document={mail}
            types={kit.mailBlocks}
            further={further}
            onChange={change}
          />
        ) : (
          <>
            <h2 className="d-panel-title">{t('template')}</h2>
            <Panel
              name="mail"
              settings={mailSettings}
              values={mail}
              home={mail.entity}
              onChange={(values, changed) => {
                const { label: _, color: __, language: ___, ...rest } = mail
                change({ ...rest, label: mail.label, ...values } as MailDocument, t('template'), changed)
              }}
            />
          </>
        )}
      </div>
    </SidePanel>
  )
}
