import { say } from '@mortise/errors'
import type { InputProps } from '@mortise/fields/react'
import { Icon, IconButton, useT } from '@mortise/ui'
import { Button } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkbench } from '../../workbench/context.tsx'
import { fieldChoices } from '../names.ts'
import { usePanel } from '../panel-context.tsx'
import { ChoiceBox } from './choice-box.tsx'
import { messages } from './messages.ts'

type Pair = readonly [ours: string, theirs: string]

/**
 * Which fields here are filled from which of the other record. `entity` beside it names the other entity; `into`, where it
 * is set, the sub-table whose rows are filled.
 */
export function FillEditor({ value, onChange, ctx }: InputProps): ReactNode {
  const t = useT(messages)
  const { model } = useWorkbench()
  const { home, values } = usePanel()
  const [open, setOpen] = useState<readonly Pair[]>()
  const other = model.entity(String(values['entity'] ?? ''))
  const record = model.entity(home ?? '')
  const rows = record?.field(String(values['into'] ?? ''))?.document.settings?.['target']
  const filled = typeof rows === 'string' ? model.entity(rows) : record
  if (other === undefined) return <span className="m-faint">{t('chooseEntityFirst')}</span>
  const kept = typeof value === 'object' && value !== null && !Array.isArray(value) ? value : {}
  const pairs = open ?? Object.entries(kept).map(([ours, theirs]): Pair => [ours, String(theirs)])
  const write = (next: readonly Pair[]): void => {
    setOpen(next)
    onChange(Object.fromEntries(next.filter(([ours, theirs]) => ours !== '' && theirs !== '')))
  }
  const named = { model, locale: ctx.locale }
  const text = (next: unknown): string => (typeof next === 'string' ? next : '')
  const ours = fieldChoices(named, filled).filter((one) => filled?.field(one.value)?.system !== true)
  const theirName = say(other.document.label, ctx.locale)
  return (
    <div className="m-editor-rows">
      {pairs.map(([mine, theirs], at) => (
        <div key={at} className="d-fill">
          <ChoiceBox
            value={mine}
            label={t('fillHere')}
            placeholder={t('fillHere')}
            choices={ours.filter((one) => one.value === mine || !pairs.some(([used]) => used === one.value))}
            onChange={(next) => write(pairs.with(at, [text(next), theirs]))}
          />
          <Icon name="arrow-left" size={14} />
          <ChoiceBox
            value={theirs}
            label={t('otherField', { name: theirName })}
            placeholder={t('otherField', { name: theirName })}
            choices={fieldChoices(named, other)}
            onChange={(next) => write(pairs.with(at, [mine, text(next)]))}
          />
          <IconButton icon="x" label={t('remove')} size={14} onClick={() => write(pairs.toSpliced(at, 1))} />
        </div>
      ))}
      <Button
        type="dashed"
        size="small"
        icon={<Icon name="plus" size={14} />}
        onClick={() => setOpen([...pairs, ['', '']])}
      >
        {t('addFill')}
      </Button>
    </div>
  )
}
