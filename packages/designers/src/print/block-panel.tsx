import type { Json } from '@mortise/expressions'
import type { FieldDocument } from '@mortise/schema'
import { IconButton, useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { Panel } from '../kit/panel.tsx'
import { panelSetting } from '../kit/panel-setting.ts'
import { SidePanel } from '../kit/side-panel.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { CellPanel } from './cell-panel.tsx'
import { blockAt, putBlock } from './commands.ts'
import { messages } from './messages.ts'
import { blockSettings, pageSettings, pageValues, withPrint } from './page-settings.ts'
import type { PrintEditor } from './use-print-editor.ts'

const printSettings: readonly FieldDocument[] = [
  panelSetting('label', { zh: '模板名称', en: 'Name' }, { editor: 'label', required: true }),
  panelSetting('fileName', { zh: '文件名', en: 'File name' }, { editor: 'template' }),
  panelSetting(
    'verification',
    { zh: '留存时印验证码', en: 'Kept documents carry a code' },
    {
      type: 'boolean',
      help: {
        zh: '“打印并留存”和“生成文档”的文件末尾印二维码，任何人可以扫码验真；想换位置就放“验真码”块',
        en: 'What is printed and kept, or generated, ends with a QR code by which anybody can check it; the block “Verification code” puts it elsewhere',
      },
    },
  ),
]

/** What stands inside of a block, and what belongs to one cell of it, is worked on where it stands. */
function withoutCanvas(settings: readonly FieldDocument[]): readonly FieldDocument[] {
  return settings
    .filter((one) => one.settings?.['editor'] !== 'blocks' && one.settings?.['onCanvas'] !== true)
    .map((one) => {
      const inner = one.type === 'items' ? one.settings?.['fields'] : undefined
      if (!Array.isArray(inner)) return one
      const fields = withoutCanvas(inner as unknown as readonly FieldDocument[])
      return { ...one, settings: { ...one.settings, fields: fields as unknown as readonly Json[] } }
    })
}

/** What several blocks have in common: settings that each of them has. An id is one block's alone. */
function sharedSettings(lists: readonly (readonly FieldDocument[])[]): readonly FieldDocument[] {
  const [first = [], ...others] = lists
  return first.filter(
    (one) =>
      one.key !== 'id' &&
      others.every((list) => list.some(({ key, type }) => key === one.key && type === one.type)),
  )
}

/** The settings of what is selected, or of the template where nothing is. */
export function BlockPanel({ editor }: { readonly editor: PrintEditor }): ReactNode {
  const t = useT(messages)
  const { kit } = useWorkbench()
  const { selected, print, draft } = editor
  const [only = ''] = selected
  const title =
    selected.length === 0
      ? t('print')
      : selected.length === 1
        ? editor.nameAt(only)
        : t('many', { n: selected.length })
  const block = selected.length === 1 ? blockAt(print, only) : undefined
  const cells = kit.blocks.find(block?.type ?? '')?.cells
  if (block !== undefined && cells !== undefined && editor.cells.length > 0)
    return (
      <SidePanel open onClose={() => editor.select([])}>
        <div className="d-panel-body" onBlur={draft.seal}>
          <CellPanel editor={editor} at={only} block={block} cells={cells} refs={editor.cells} />
        </div>
      </SidePanel>
    )
  return (
    <SidePanel open={selected.length > 0} onClose={() => editor.select([])}>
      <div className="d-panel-body" onBlur={draft.seal}>
        <h2 className="d-panel-title">
          {title}
          {selected.length === 0 ? null : (
            <>
              <span className="m-spring" />
              <IconButton
                icon="copy"
                label={t('copy', { name: title })}
                hint="Ctrl D"
                onClick={() => editor.copy(selected)}
              />
              <IconButton
                icon="trash-2"
                label={t('remove', { name: title })}
                hint="Delete"
                onClick={() => editor.remove(selected)}
              />
            </>
          )}
        </h2>
        {selected.length === 0 ? (
          <Panel
            name="print"
            settings={[...printSettings, ...pageSettings(print)]}
            values={{ ...print, ...pageValues(print) }}
            home={print.entity}
            onChange={(values, changed) =>
              draft.commit({ print: withPrint(print, values) }, t('edit', { name: t('print') }), changed)
            }
          />
        ) : (
          <Chosen editor={editor} title={title} />
        )}
      </div>
    </SidePanel>
  )
}

function Chosen({ editor, title }: { readonly editor: PrintEditor; readonly title: string }): ReactNode {
  const t = useT(messages)
  const { kit } = useWorkbench()
  const { selected, print, draft } = editor
  const blocks = selected.flatMap((at) => blockAt(print, at) ?? [])
  const lists = blocks.map(({ type }) => [
    ...withoutCanvas(kit.blocks.find(type)?.settings ?? []),
    ...blockSettings,
  ])
  const shown = lists.length === 1 ? (lists[0] ?? []) : sharedSettings(lists)
  // A value that is not the same in all is empty until it is set.
  const [first = { type: '' }] = blocks
  const values = Object.fromEntries(
    Object.entries(first).filter(([key, value]) =>
      blocks.every((block) => JSON.stringify(block[key]) === JSON.stringify(value)),
    ),
  )
  const put = (next: { readonly [key: string]: unknown }, changed: string): void => {
    const keys = selected.length === 1 ? shown : shown.filter(({ key }) => key === changed)
    const kept = Object.fromEntries(
      Object.entries(next).filter(([key]) => keys.some((one) => one.key === key)),
    )
    const after = selected.reduce((all, at) => putBlock(all, at, { shown: keys, values: kept }), print)
    draft.commit({ print: after }, t('edit', { name: title }), `${selected.join(' ')} ${changed}`)
  }
  return (
    <Panel
      name={`block-${selected.join('-').replaceAll('/', '_')}-${first.type}`}
      settings={shown}
      values={selected.length === 1 ? first : values}
      home={print.entity}
      onChange={put}
    />
  )
}
