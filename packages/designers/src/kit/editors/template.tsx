import { say, type LocalizedText } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { InputProps } from '@mortise/fields/react'
import { IconButton, useT } from '@mortise/ui'
import { Input, Segmented } from 'antd'
import { type ReactNode, useRef, useState } from 'react'
import { ChipsBox } from '../chips-box.tsx'
import { usePanel } from '../panel-context.tsx'
import { InsertField } from './insert-field.tsx'
import { messages } from './messages.ts'

/** A text with `{{field}}` places; a button puts fields in. */
export function TemplateEditor(props: InputProps): ReactNode {
  return props.field.settings?.['rich'] === true ? <RichTemplate {...props} /> : <PlainTemplate {...props} />
}

/** Formatted words in the language of the screen, or in each language once they are written in both. */
function RichTemplate({ value, onChange, ctx, field }: InputProps): ReactNode {
  const t = useT(messages)
  const { home } = usePanel()
  const [language, setLanguage] = useState(ctx.locale)
  const both = typeof value === 'object' && value !== null
  const [wanted, setWanted] = useState(both)
  const several = both || wanted
  const shown = several ? language : ctx.locale
  const text = say((value ?? '') as LocalizedText, shown)
  const write = (next: string): void => {
    const before = typeof value === 'string' ? { zh: value, en: value } : ((value ?? {}) as object)
    if (several) onChange({ ...before, [shown]: next } as Json)
    else onChange(next === '' ? null : next)
  }
  return (
    <div className="d-html">
      <div className="d-pair">
        {several ? (
          <Segmented
            size="small"
            aria-label={t('languages')}
            options={[...languages]}
            value={language}
            onChange={setLanguage}
          />
        ) : null}
        <IconButton
          icon="globe"
          label={t('bothLanguages')}
          pressed={several}
          size={14}
          onClick={() => setWanted(!wanted)}
        />
      </div>
      <div className="m-rich-editor">
        <ChipsBox
          key={shown}
          rich
          className="m-rich"
          value={text}
          entity={home ?? ''}
          label={say(field.label, ctx.locale)}
          onChange={write}
        />
      </div>
    </div>
  )
}

const languages = [
  { value: 'zh', label: '中文' },
  { value: 'en', label: 'English' },
] as const

function PlainTemplate({ value, onChange, ctx, id, field }: InputProps): ReactNode {
  const place = useRef<number | undefined>(undefined)
  const text = say((value ?? '') as LocalizedText, ctx.locale)
  const write = (next: string): void => {
    const both = typeof value === 'object' && value !== null
    onChange(both ? { ...value, [ctx.locale]: next } : next === '' ? null : next)
  }
  const insert = (key: string): void => {
    const at = place.current ?? text.length
    write(`${text.slice(0, at)}{{${key}}}${text.slice(at)}`)
  }
  return (
    <div className="d-text-template">
      <Input.TextArea
        {...(id === undefined ? {} : { id })}
        value={text}
        autoSize={{ minRows: field.settings?.['long'] === true ? 3 : 1, maxRows: 8 }}
        onChange={(event) => write(event.target.value)}
        onSelect={(event) => {
          place.current = event.currentTarget.selectionStart
        }}
      />
      <InsertField onInsert={insert} />
    </div>
  )
}
