import { say } from '@mortise/errors'
import type { FieldDocument } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { Input } from 'antd'
import type { ReactNode } from 'react'
import { retold } from '../kit/label-text.ts'
import { Panel } from '../kit/panel.tsx'
import { panelSetting } from '../kit/panel-setting.ts'
import { blockAt, patchTab } from './commands.ts'
import { messages } from './messages.ts'
import type { PageEditor } from './use-page-editor.ts'

/** Properties of the page as a whole. */
const pageSettings: readonly FieldDocument[] = [
  panelSetting('label', { zh: '名称', en: 'Name' }, { editor: 'label', required: true }),
  panelSetting('highlights', { zh: '页头显示的字段', en: 'Key figures' }, { editor: 'fields' }),
  panelSetting('stages', { zh: '显示阶段条', en: 'Show the stages' }, { type: 'boolean' }),
]

/** Properties of the block that is selected; of the tab and the page where none is. */
export function PagePanel({ editor }: { readonly editor: PageEditor }): ReactNode {
  const { selected, page } = editor
  const block = selected === undefined ? undefined : blockAt(page, selected)
  return (
    <div className="d-panel-body" onBlur={editor.seal}>
      {block === undefined || selected === undefined ? (
        <PageProperties editor={editor} />
      ) : (
        <BlockProperties key={block.id ?? selected} editor={editor} pointer={selected} />
      )}
    </div>
  )
}

function BlockProperties({
  editor,
  pointer,
}: {
  readonly editor: PageEditor
  readonly pointer: string
}): ReactNode {
  const t = useT(messages)
  const block = blockAt(editor.page, pointer)
  const settings = editor.typeOf(block)?.settings ?? []
  return (
    <>
      <h2 className="d-panel-title">{editor.nameOf(block)}</h2>
      {settings.length === 0 ? (
        <p className="m-faint">{t('noSettings')}</p>
      ) : (
        <Panel
          name={`block_${block?.type ?? ''}_${pointer}`}
          settings={settings}
          values={{ create: true, ...block }}
          home={editor.page.entity}
          onChange={(values) =>
            editor.patch(pointer, Object.fromEntries(settings.map(({ key }) => [key, values[key]])))
          }
        />
      )}
    </>
  )
}

function PageProperties({ editor }: { readonly editor: PageEditor }): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { page, tab } = editor
  const label = page.tabs[tab]?.label
  return (
    <>
      <h2 className="d-panel-title">{t('tab')}</h2>
      <label className="d-line">
        <span>{t('tabName')}</span>
        <Input
          value={say(label, locale)}
          onChange={(event) => {
            const next = retold(label, event.target.value, locale)
            editor.change(patchTab(page, tab, { label: next }), t('tabName'), `tab ${tab}`)
          }}
        />
      </label>
      <h2 className="d-panel-title d-panel-note">{t('page')}</h2>
      <Panel
        name="page"
        settings={pageSettings}
        values={{ ...page, stages: page.stages !== false }}
        home={page.entity}
        onChange={(values, changed) => {
          const { highlights: _h, stages: _s, ...rest } = page
          const { highlights, stages, label: name = page.label } = values
          const next = {
            ...rest,
            ...(name === undefined ? {} : { label: name as NonNullable<typeof page.label> }),
            ...(Array.isArray(highlights) ? { highlights: highlights.map(String) } : {}),
            ...(stages === false ? { stages: false } : {}),
          }
          editor.change(next, t('page'), `page ${changed}`)
        }}
      />
    </>
  )
}
