import { type LocalizedText, say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { InputProps } from '@mortise/fields/react'
import { useT } from '@mortise/ui'
import { Segmented } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { InsertField } from './insert-field.tsx'
import { messages } from './messages.ts'

const names = [
  { value: 'zh', label: '中文' },
  { value: 'en', label: 'English' },
] as const

/** Formatted words in both languages, with `{{field}}` places; a button puts fields in where the caret was. */
export function HtmlEditor({ value, onChange, ctx, ...rest }: InputProps): ReactNode {
  const t = useT(messages)
  const [language, setLanguage] = useState(ctx.locale)
  const box = useRef<HTMLDivElement>(null)
  const caret = useRef<Range | undefined>(undefined)
  const Input = ctx.faces.find('richtext')?.Input
  if (Input === undefined) return null
  const text = (value ?? '') as LocalizedText
  const write = (next: Json): void => {
    const html = typeof next === 'string' ? next : ''
    const both = typeof text === 'string' ? { zh: text, en: text } : text
    onChange({ ...both, [language]: html } as Json)
  }
  const remember = (): void => {
    const selection = getSelection()
    const range = selection?.rangeCount ? selection.getRangeAt(0) : undefined
    if (range !== undefined && box.current?.contains(range.startContainer) === true) caret.current = range
  }
  const insert = (key: string): void => {
    const words = box.current?.querySelector<HTMLElement>('[contenteditable="true"]')
    if (words === null || words === undefined) return
    words.focus()
    const selection = getSelection()
    if (selection === null) return
    if (caret.current !== undefined && words.contains(caret.current.startContainer)) {
      selection.removeAllRanges()
      selection.addRange(caret.current)
    } else {
      selection.selectAllChildren(words)
      selection.collapseToEnd()
    }
    document.execCommand('insertText', false, `{{${key}}}`)
  }
  return (
    <div ref={box} className="d-html" onKeyUp={remember} onPointerUp={remember} onBlur={remember}>
      <Segmented
        size="small"
        aria-label={t('languages')}
        options={[...names]}
        value={language}
        onChange={setLanguage}
      />
      <Input {...rest} key={language} ctx={ctx} value={say(text, language)} onChange={write} />
      <InsertField onInsert={insert} />
    </div>
  )
}
