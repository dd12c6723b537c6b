import { useT, useToast } from '@mortise/ui'
import { Button, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { messages } from './json-messages.ts'

/** A document as its JSON, to read or to change by hand; a change is one step that can be taken back. */
export function JsonView({
  title,
  value,
  onChange,
}: {
  readonly title: string
  readonly value: object
  readonly onChange: (value: object) => void
}): ReactNode {
  const t = useT(messages)
  const toast = useToast()
  const [draft, setDraft] = useState<string>()
  const apply = (): void => {
    try {
      const read: unknown = JSON.parse(draft ?? '')
      if (typeof read !== 'object' || read === null || Array.isArray(read)) throw new Error('{…}')
      onChange(read)
      setDraft(undefined)
    } catch (error) {
      toast({ text: t('wrong', { text: error instanceof Error ? error.message : '' }), tone: 'danger' })
    }
  }
  return (
    <section className="d-json">
      <header>
        <h2>{title}</h2>
        <span className="m-spring" />
        {draft === undefined ? null : (
          <>
            <Button size="small" onClick={() => setDraft(undefined)}>
              {t('cancel')}
            </Button>
            <Button size="small" type="primary" onClick={apply}>
              {t('apply')}
            </Button>
          </>
        )}
      </header>
      <Input.TextArea
        className="m-code"
        aria-label={title}
        value={draft ?? JSON.stringify(value, null, 2)}
        spellCheck={false}
        onChange={(event) => setDraft(event.target.value)}
      />
    </section>
  )
}
