import { say, type LocalizedText } from '@mortise/errors'
import { fillParts, type Model } from '@mortise/schema'
import { useLocale, useT } from '@mortise/ui'
import { Button } from 'antd'
import { type CSSProperties, type ReactNode, useEffect, useRef } from 'react'
import { InsertField } from '../kit/editors/insert-field.tsx'
import { pathLabel } from '../kit/names.ts'
import { PanelSurroundingsProvider } from '../kit/panel-context.tsx'
import { useWorkbench } from '../workbench/context.tsx'
import { blockAt } from './commands.ts'
import { messages } from './messages.ts'
import type { PrintEditor } from './use-print-editor.ts'

/** The setting of a block that is its text, if it has one: the first that takes a text with fields. */
export function textSetting(
  editor: PrintEditor,
  at: string,
  kit: ReturnType<typeof useWorkbench>['kit'],
): string | undefined {
  const type = kit.blocks.find(blockAt(editor.print, at)?.type ?? '')
  return type?.settings.find(({ settings }) => settings?.['editor'] === 'template')?.key
}

function chip(source: string, label: string): HTMLElement {
  const made = document.createElement('span')
  made.className = 'd-chip'
  made.contentEditable = 'false'
  made.dataset['source'] = source
  made.textContent = label
  return made
}

/** What stands in the box as a text with `{{…}}` places. */
function textOf(node: Node): string {
  return [...node.childNodes]
    .map((child, index) => {
      if (child instanceof HTMLElement && child.dataset['source'] !== undefined)
        return `{{${child.dataset['source']}}}`
      if (child instanceof HTMLBRElement) return '\n'
      // Browsers make a division of each further line.
      if (child instanceof HTMLDivElement) return `${index === 0 ? '' : '\n'}${textOf(child)}`
      return child instanceof HTMLElement ? textOf(child) : (child.textContent ?? '')
    })
    .join('')
}

function labelOf(
  source: string,
  given: { readonly model: Model; readonly entity: string; readonly locale: 'zh' | 'en' },
): string {
  const { model, entity, locale } = given
  const path = source.split('|')[0]?.trim() ?? source
  return /^[a-z_][\w.]*$/i.test(path) ? pathLabel({ model, locale }, model.entity(entity), path) : path
}

/** The text of a block written where it stands on the page; fields in it are chips that are put in and taken out whole. */
export function InlineText({
  editor,
  at,
  setting,
  style,
  onDone,
}: {
  readonly editor: PrintEditor
  readonly at: string
  readonly setting: string
  readonly style: CSSProperties
  readonly onDone: () => void
}): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const { entity } = editor.print
  const box = useRef<HTMLDivElement>(null)
  const caret = useRef<Range | undefined>(undefined)
  const value = blockAt(editor.print, at)?.[setting]
  const merge = `write ${at} ${setting}`
  const end = (): void => {
    editor.draft.seal()
    onDone()
  }
  useEffect(() => {
    const element = box.current
    if (element === null) return
    const nodes = fillParts(say((value ?? '') as LocalizedText, locale)).map((part) => {
      if ('text' in part) return document.createTextNode(part.text)
      const source = part.pattern === undefined ? part.source : `${part.source} | ${part.pattern}`
      return chip(source, labelOf(part.source, { model, entity, locale }))
    })
    element.replaceChildren(...nodes)
    element.focus()
    getSelection()?.selectAllChildren(element)
    getSelection()?.collapseToEnd()
    // What is written goes out of the box, never back into it.
    // oxlint-disable-next-line react-hooks/exhaustive-deps
  }, [at, setting])
  const tell = (): void => {
    const text = box.current === null ? '' : textOf(box.current)
    const both = typeof value === 'object' && value !== null
    const next = both ? { ...value, [locale]: text } : text
    editor.shape(at, { [setting]: next }, merge)
  }
  const keep = (): void => {
    const selection = getSelection()
    if (
      selection !== null &&
      selection.rangeCount > 0 &&
      box.current?.contains(selection.anchorNode) === true
    )
      caret.current = selection.getRangeAt(0).cloneRange()
  }
  const insert = (path: string): void => {
    const made = chip(path, labelOf(path, { model, entity, locale }))
    const range = caret.current
    if (range === undefined) box.current?.append(made)
    else {
      range.deleteContents()
      range.insertNode(made)
      range.setStartAfter(made)
    }
    tell()
  }
  return (
    <div
      className="d-inline"
      style={style}
      onClick={(event) => event.stopPropagation()}
      onPointerDown={(event) => event.stopPropagation()}
      onBlur={(event) => {
        const next = event.relatedTarget as HTMLElement | null
        // A menu of fields opens outside of this box.
        if (next === null || event.currentTarget.contains(next) || next.closest('.ant-dropdown') !== null)
          return
        end()
      }}
    >
      <div
        ref={box}
        className="d-inline-text"
        contentEditable
        suppressContentEditableWarning
        role="textbox"
        aria-multiline
        aria-label={t('writing', { name: editor.nameAt(at) })}
        onInput={tell}
        onKeyUp={keep}
        onMouseUp={keep}
        onKeyDown={(event) => {
          if (event.key === 'Escape' || (event.key === 'Enter' && (event.ctrlKey || event.metaKey))) {
            event.preventDefault()
            event.stopPropagation()
            end()
          }
        }}
        onPaste={(event) => {
          // Words only: what comes from elsewhere keeps none of its looks.
          event.preventDefault()
          document.execCommand('insertText', false, event.clipboardData.getData('text/plain'))
        }}
      />
      <div className="d-inline-bar">
        <PanelSurroundingsProvider value={{ home: entity, scope: undefined, previous: false, values: {} }}>
          <InsertField onInsert={insert} />
        </PanelSurroundingsProvider>
        <Button size="small" type="primary" onClick={end}>
          {t('done')}
        </Button>
      </div>
    </div>
  )
}
