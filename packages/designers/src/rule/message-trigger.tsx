import { say } from '@mortise/errors'
import type { Expression } from '@mortise/expressions'
import type { MessageDocument } from '@mortise/schema'
import { Icon, IconButton, useLocale, useT } from '@mortise/ui'
import { Button, Input } from 'antd'
import { type ReactNode, useState } from 'react'
import { ChoiceBox } from '../kit/editors/choice-box.tsx'
import { fieldChoices } from '../kit/names.ts'
import { useWorkbench } from '../workbench/context.tsx'
import '../styles/message-trigger.css'
import { messagePaths, pathOf, readSample } from './message-paths.ts'
import { messages } from './message-words.ts'

type Given = {
  readonly value: MessageDocument
  readonly home: string
  readonly onChange: (next: MessageDocument) => void
}

/** What comes in from outside: what it looks like, which record it is about, and what is written into that. */
export function MessageTrigger(given: Given): ReactNode {
  const t = useT(messages)
  return (
    <section className="d-trigger d-message">
      <h3 className="d-panel-heading">{t('title')}</h3>
      <p className="m-faint">{t('note')}</p>
      <Sample {...given} />
      <Match {...given} />
      <Written {...given} />
    </section>
  )
}

function Sample({ value, onChange }: Given): ReactNode {
  const t = useT(messages)
  const [draft, setDraft] = useState<string>()
  const shown = draft ?? (value.sample === undefined ? '' : JSON.stringify(value.sample, null, 2))
  const bad = draft !== undefined && draft.trim() !== '' && readSample(draft) === undefined
  return (
    <label className="d-line">
      <span>{t('sample')}</span>
      <Input.TextArea
        autoSize={{ minRows: 4, maxRows: 12 }}
        spellCheck={false}
        value={shown}
        placeholder={'{ "order": { "no": "A-1001", "paid": 1200 } }'}
        status={bad ? 'error' : ''}
        onChange={({ target }) => setDraft(target.value)}
        onBlur={() => {
          if (draft === undefined || bad) return
          const { sample: _before, ...rest } = value
          const sample = readSample(draft)
          onChange(sample === undefined ? rest : { ...rest, sample })
          setDraft(undefined)
        }}
      />
      <span className={bad ? 'm-error' : 'm-faint'}>{t(bad ? 'sampleBad' : 'sampleHint')}</span>
    </label>
  )
}

/** Chooses a value of the message; what is worked out by a formula stays as it is until another one is chosen. */
function SourceBox({
  value,
  sample,
  onChange,
}: {
  readonly value: Expression | undefined
  readonly sample: MessageDocument['sample']
  readonly onChange: (next: Expression) => void
}): ReactNode {
  const t = useT(messages)
  const path = pathOf(value)
  const formula = value !== undefined && value !== null && value !== '' && path === undefined
  const choices = messagePaths(sample).map((one) => ({
    value: one.path,
    label: `${one.path.slice('payload.'.length)}（${one.sample.slice(0, 24)}）`,
  }))
  return (
    <ChoiceBox
      label={t('value')}
      value={path ?? ''}
      placeholder={formula ? t('formula') : t('value')}
      choices={choices}
      onChange={(next) => {
        if (typeof next === 'string') onChange({ var: next })
      }}
    />
  )
}

function Match({ value, home, onChange }: Given): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const { match: before, missing: kept, ...rest } = value
  const fields = fieldChoices({ model, locale }, model.entity(home))
  return (
    <>
      <label className="d-line">
        <span>{t('match')}</span>
        <ChoiceBox
          label={t('match')}
          value={before?.field ?? ''}
          placeholder={t('matchNone')}
          choices={fields}
          onChange={(field) =>
            onChange(
              typeof field === 'string' ? { ...value, match: { field, value: before?.value ?? null } } : rest,
            )
          }
        />
      </label>
      {before === undefined ? null : (
        <>
          <label className="d-line">
            <span>{t('equals')}</span>
            <SourceBox
              value={before.value}
              sample={value.sample}
              onChange={(next) => onChange({ ...value, match: { ...before, value: next } })}
            />
          </label>
          <label className="d-line">
            <span>{t('missing')}</span>
            <ChoiceBox
              label={t('missing')}
              value={kept ?? 'create'}
              choices={(['create', 'ignore'] as const).map((one) => ({ value: one, label: t(one) }))}
              onChange={(next) =>
                onChange({ ...rest, match: before, missing: next === 'ignore' ? 'ignore' : 'create' })
              }
            />
          </label>
        </>
      )}
    </>
  )
}

function Written({ value, home, onChange }: Given): ReactNode {
  const t = useT(messages)
  const locale = useLocale()
  const { model } = useWorkbench()
  const set = Object.entries(value.set ?? {})
  const entity = model.entity(home)
  const put = (rows: readonly (readonly [string, Expression])[]): void =>
    onChange({ ...value, set: Object.fromEntries(rows) })
  const free = fieldChoices({ model, locale }, entity).filter(
    ({ value: key }) => entity?.field(key)?.system !== true && !set.some(([one]) => one === key),
  )
  return (
    <div className="d-line">
      <span>{t('set')}</span>
      {set.map(([field, source], at) => (
        <div key={field} className="d-message-row">
          <span className="m-clip">{say(entity?.field(field)?.document.label, locale) || field}</span>
          <SourceBox
            value={source}
            sample={value.sample}
            onChange={(next) => put(set.with(at, [field, next]))}
          />
          <IconButton icon="x" label={t('remove')} onClick={() => put(set.toSpliced(at, 1))} />
        </div>
      ))}
      <AddField choices={free} onAdd={(field) => put([...set, [field, null]])} />
    </div>
  )
}

function AddField({
  choices,
  onAdd,
}: {
  readonly choices: Parameters<typeof ChoiceBox>[0]['choices']
  readonly onAdd: (field: string) => void
}): ReactNode {
  const t = useT(messages)
  const [open, setOpen] = useState(false)
  if (!open)
    return (
      <Button type="dashed" size="small" icon={<Icon name="plus" size={14} />} onClick={() => setOpen(true)}>
        {t('add')}
      </Button>
    )
  return (
    <ChoiceBox
      label={t('field')}
      value=""
      placeholder={t('field')}
      choices={choices}
      onChange={(field) => {
        if (typeof field === 'string') onAdd(field)
        setOpen(false)
      }}
    />
  )
}
