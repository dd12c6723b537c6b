import { say } from '@mortise/errors'
import type { FieldDocument, PrintBlockDocument, PrintDocument, Settings } from '@mortise/schema'
import { Icon, IconButton, useLocale, useT } from '@mortise/ui'
import { type ReactNode, useState } from 'react'
import { DesignerFrame } from '../kit/designer-frame.tsx'
import { useDragSource, useDropContainer } from '../kit/dnd.tsx'
import { JsonView } from '../kit/json-view.tsx'
import { handleKey } from '../kit/keyboard.ts'
import { groupName, messages as kitMessages } from '../kit/messages.ts'
import { Missing } from '../kit/missing.tsx'
import { Palette } from '../kit/palette.tsx'
import { Panel } from '../kit/panel.tsx'
import { panelSetting } from '../kit/panel-setting.ts'
import { useReadable } from '../kit/readable.ts'
import { SidePanel } from '../kit/side-panel.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { type Draft, useDraft } from '../workbench/use-draft.ts'
import {
  blocksOf,
  insertBlock,
  moveBlock,
  type PrintPart,
  printParts,
  putBlock,
  removeBlock,
} from './commands.ts'
import { messages } from './messages.ts'
import { blockSettings, pageSettings, pageValues, withPage } from './page-settings.ts'
import { PdfPreview } from './pdf-preview.tsx'

type PrintDraft = Draft<{ readonly print: PrintDocument }>
type Spot = { readonly part: PrintPart; readonly index: number }
type Payload = { readonly add: string } | Spot

/** Designs a print template: a list of blocks with their settings, the JSON, and the PDF. */
export function PrintPage({ name }: { readonly name: string }): ReactNode {
  const draft = useDraft({ print: ['print', name] } as const)
  return draft === undefined ? <Missing /> : <Designer draft={draft as PrintDraft} />
}

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

/** The template with what its panel shows now: name, file name and pages. */
function withPrint(print: PrintDocument, values: { readonly [key: string]: unknown }): PrintDocument {
  const { label, fileName, verification } = values
  const { fileName: _before, verification: _verified, ...rest } = withPage(print, values)
  return {
    ...rest,
    label: (label ?? '') as PrintDocument['label'],
    ...(typeof fileName === 'string' ? { fileName } : {}),
    ...(verification === true ? { verification } : {}),
  }
}

function Designer({ draft }: { readonly draft: PrintDraft }): ReactNode {
  const t = useT(messages)
  const kt = useT(kitMessages)
  const locale = useLocale()
  const { kit, model } = useWorkbench()
  const { print } = draft.present
  const [selected, select] = useState<Spot>()
  const [mode, setMode] = useState<'blocks' | 'json' | 'pdf'>('blocks')
  const nameOf = (type: string): string => say(kit.blocks.find(type)?.label, locale) || t('unknown', { type })
  const add = (type: string, { part, index }: Spot): void => {
    draft.commit({ print: insertBlock(print, { part, index }, { type }) }, t('add', { name: nameOf(type) }))
    select({ part, index })
  }
  const { ref, indicator } = useDropContainer<Payload>(['print-palette', 'print-block'], {
    onDrop: (payload, { list, index }) => {
      const to: Spot = { part: list as PrintPart, index }
      if ('add' in payload) return add(payload.add, to)
      const moved = moveBlock(print, payload, to)
      draft.commit(
        { print: moved },
        t('move', { name: nameOf(blocksOf(print, payload.part)[payload.index]?.type ?? '') }),
      )
    },
  })
  const groups = [...Map.groupBy(kit.blocks.all, ({ group }) => group)].map(([key, blocks]) => ({
    key,
    label: groupName(kt, key),
    items: blocks.map(({ type, label, icon }) => ({
      key: type,
      label: say(label, locale),
      icon,
      payload: { add: type } satisfies Payload,
    })),
  }))
  const block = selected === undefined ? undefined : blocksOf(print, selected.part)[selected.index]
  const type = kit.blocks.find(block?.type ?? '')
  const shown = [...(type?.settings ?? []), ...blockSettings]
  return (
    <DesignerFrame
      title={
        <>
          <b className="m-clip">{say(print.label, locale) || print.key}</b>
          <span className="m-faint m-clip">{say(model.entity(print.entity)?.document.label, locale)}</span>
        </>
      }
      steps={draft}
      tabs={[
        { key: 'blocks', label: t('blocks'), current: mode === 'blocks', onClick: () => setMode('blocks') },
        {
          key: 'json',
          label: kt('json'),
          advanced: true,
          current: mode === 'json',
          onClick: () => setMode('json'),
        },
      ]}
      onPreview={() => setMode(mode === 'pdf' ? 'blocks' : 'pdf')}
      previewing={mode === 'pdf'}
    >
      {mode === 'json' ? (
        <main className="d-jsons">
          <JsonView
            kind="print"
            title={t('json')}
            value={print}
            onChange={(next) => draft.commit({ print: next as PrintDocument }, t('applyJson'))}
          />
        </main>
      ) : mode === 'pdf' ? (
        <PdfPreview print={print} />
      ) : (
        <>
          <Palette
            kind="print-palette"
            groups={groups}
            onAdd={(payload) =>
              add(
                (payload as { readonly add: string }).add,
                selected === undefined
                  ? { part: 'body', index: print.body.length }
                  : { ...selected, index: selected.index + 1 },
              )
            }
          />
          <main className="d-canvas" aria-label={kt('canvas')}>
            <div className="d-canvas-scroll" onClick={() => select(undefined)}>
              <div className="d-paper d-sheet" ref={ref}>
                {printParts.map((part) => (
                  <section key={part}>
                    <h3 className="m-faint">{t(part)}</h3>
                    <div className="d-blocks" data-list={part} data-flow="column">
                      {blocksOf(print, part).length === 0 ? (
                        <p className="d-nodes-empty">{t('empty')}</p>
                      ) : null}
                      {blocksOf(print, part).map((one, index) => (
                        <BlockCard
                          key={index}
                          block={one}
                          entity={print.entity}
                          spot={{ part, index }}
                          on={selected?.part === part && selected.index === index}
                          onSelect={() => select({ part, index })}
                          onMove={(by) => {
                            draft.commit(
                              {
                                print: moveBlock(
                                  print,
                                  { part, index },
                                  { part, index: by > 0 ? index + 2 : index - 1 },
                                ),
                              },
                              t('move', { name: nameOf(one.type) }),
                            )
                            select({ part, index: Math.max(0, index + by) })
                          }}
                          onRemove={() => {
                            draft.commit(
                              { print: removeBlock(print, { part, index }) },
                              t('remove', { name: nameOf(one.type) }),
                            )
                            select(undefined)
                          }}
                        />
                      ))}
                    </div>
                  </section>
                ))}
                {indicator}
              </div>
            </div>
          </main>
          <SidePanel open={block !== undefined} onClose={() => select(undefined)}>
            <div className="d-panel-body" onBlur={draft.seal}>
              <h2 className="d-panel-title">{block === undefined ? t('print') : nameOf(block.type)}</h2>
              {block === undefined || type === undefined || selected === undefined ? (
                <Panel
                  name="print"
                  settings={[...printSettings, ...pageSettings(print)]}
                  values={{ ...print, ...pageValues(print) }}
                  home={print.entity}
                  onChange={(values, changed) =>
                    draft.commit(
                      { print: withPrint(print, values) },
                      t('edit', { name: t('print') }),
                      changed,
                    )
                  }
                />
              ) : (
                <Panel
                  name={`block-${selected.part}-${selected.index}-${block.type}`}
                  settings={shown}
                  values={block}
                  home={print.entity}
                  onChange={(values, changed) =>
                    draft.commit(
                      { print: putBlock(print, selected, { shown, values }) },
                      t('edit', { name: nameOf(block.type) }),
                      `${selected.part} ${selected.index} ${changed}`,
                    )
                  }
                />
              )}
            </div>
          </SidePanel>
        </>
      )}
    </DesignerFrame>
  )
}

function BlockCard(props: {
  readonly block: PrintBlockDocument
  readonly entity: string
  readonly spot: Spot
  readonly on: boolean
  readonly onSelect: () => void
  readonly onMove: (by: 1 | -1) => void
  readonly onRemove: () => void
}): ReactNode {
  const { block, spot, on } = props
  const t = useT(messages)
  const locale = useLocale()
  const { kit } = useWorkbench()
  const type = kit.blocks.find(block.type)
  const { ref, dragging } = useDragSource('print-block', spot)
  const { type: _, id: __, visible: ___, keepTogether: ____, ...settings } = block
  const readable = useReadable(props.entity)
  const name = type === undefined ? t('unknown', { type: block.type }) : say(type.label, locale)
  const words =
    type === undefined ? '' : say(type.describe(readable(settings as Settings, type.settings)), locale)
  return (
    <div
      ref={ref}
      className="d-action"
      data-index={spot.index}
      data-selected={on}
      data-dragging={dragging}
      role="group"
      aria-label={name}
      tabIndex={0}
      aria-current={on}
      onClick={(event) => {
        event.stopPropagation()
        props.onSelect()
      }}
      onKeyDown={(event) => {
        if (event.target !== event.currentTarget) return
        handleKey(
          {
            Enter: props.onSelect,
            'Alt+ArrowUp': () => props.onMove(-1),
            'Alt+ArrowDown': () => props.onMove(1),
            Delete: props.onRemove,
          },
          event,
        )
      }}
    >
      <span className="d-action-icon">
        <Icon name={type?.icon ?? 'square'} />
      </span>
      <span className="d-action-text">
        <b>{name}</b>
        {words === name ? null : <span className="m-clip">{words}</span>}
      </span>
      <span className="d-action-tools">
        <IconButton icon="trash-2" size={14} label={t('remove', { name })} onClick={props.onRemove} />
      </span>
    </div>
  )
}
