import { type LocalizedText, say } from '@mortise/errors'
import type { Json } from '@mortise/expressions'
import type { InputProps } from '@mortise/fields/react'
import { IconButton, useT } from '@mortise/ui'
import { Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { messages } from './messages.ts'

const locales = ['zh', 'en'] as const
const names = { zh: '中文', en: 'English' } as const

function textIn(text: LocalizedText, locale: 'zh' | 'en'): string {
  return typeof text === 'string' ? text : (text[locale] ?? '')
}

/** The text with another wording in one language. A text of one language for all becomes one a language. */
function worded(text: LocalizedText, locale: 'zh' | 'en', next: string): LocalizedText {
  const before = typeof text === 'string' ? { zh: text, en: text } : text
  return { ...before, [locale]: next } as LocalizedText
}

/** A name people read, in the language of the screen; a press of a button opens a box for each language. */
export function LabelEditor({ value, onChange, ctx, id, placeholder }: InputProps): ReactNode {
  const t = useT(messages)
  const [both, setBoth] = useState(false)
  const text = (value ?? '') as LocalizedText
  const write = (next: string): void => {
    if (next === '' && typeof text === 'string') return onChange(null)
    onChange(typeof text === 'string' ? next : ({ ...text, [ctx.locale]: next } as Json))
  }
  const shown = say(text, ctx.locale)
  const given = {
    ...(id === undefined ? {} : { id }),
    ...(placeholder === undefined ? {} : { placeholder }),
  }
  return (
    <div className="d-label-editor">
      <div className="d-pair">
        {both ? (
          <span className="d-label-both">
            {locales.map((locale) => (
              <Input
                key={locale}
                {...(locale === ctx.locale ? given : {})}
                prefix={<span className="m-faint">{names[locale]}</span>}
                aria-label={names[locale]}
                value={textIn(text, locale)}
                onChange={(event) => onChange(worded(text, locale, event.target.value) as Json)}
              />
            ))}
          </span>
        ) : (
          <Words {...given} text={shown} onChange={write} />
        )}
        <IconButton
          icon="globe"
          label={t('bothLanguages')}
          pressed={both}
          size={14}
          onClick={() => setBoth(!both)}
        />
      </div>
    </div>
  )
}

function Words({
  text,
  onChange,
  ...given
}: {
  readonly text: string
  readonly onChange: (text: string) => void
  readonly id?: string
  readonly placeholder?: string
}): ReactNode {
  return text.length > 24 ? (
    <Input.TextArea
      {...given}
      value={text}
      autoSize={{ minRows: 1, maxRows: 5 }}
      onChange={(event) => onChange(event.target.value)}
    />
  ) : (
    <Input {...given} value={text} onChange={(event) => onChange(event.target.value)} />
  )
}
