import type { FieldDocument } from '@mortise/schema'
import { useT } from '@mortise/ui'
import type { ReactNode } from 'react'
import { Panel } from '../kit/panel.tsx'
import { panelSetting } from '../kit/panel-setting.ts'
import { SidePanel } from '../kit/side-panel.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { CellPanel } from './cell-panel.tsx'
import { ChosenBlocks } from '../blocks/chosen-blocks.tsx'
import { blockAt } from './commands.ts'
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

/** The settings of what is selected, or of the template where nothing is. */
export function BlockPanel({ editor }: { readonly editor: PrintEditor }): ReactNode {
  const t = useT(messages)
  const { kit } = useWorkbench()
  const { selected, print, draft } = editor
  const [only = ''] = selected
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
        {selected.length === 0 ? (
          <>
            <h2 className="d-panel-title">{t('print')}</h2>
            <Panel
              name="print"
              settings={[...printSettings, ...pageSettings(print)]}
              values={{ ...print, ...pageValues(print) }}
              home={print.entity}
              onChange={(values, changed) =>
                draft.commit({ print: withPrint(print, values) }, t('edit', { name: t('print') }), changed)
              }
            />
          </>
        ) : (
          <ChosenBlocks
            editor={editor}
            document={print}
            types={kit.blocks}
            further={blockSettings}
            onChange={(next, label, merge) => draft.commit({ print: next }, label, merge)}
          />
        )}
      </div>
    </SidePanel>
  )
}
