import { type LocalizedText, say } from '@mortise/errors'
import { Icon, Tag, useConfirm, useLocale, useT, useToast } from '@mortise/ui'
import { useMutation } from '@tanstack/react-query'
import { Button } from 'antd'
import type { ReactNode } from 'react'
import type { TypeChangePreview, TypeChangeRow, TypeChanges } from '../workbench/api.ts'
import { useAfterPublish, useWorkbench } from '../workbench/context.tsx'
import { publicationMessages } from './publication-messages.ts'
import { useLookAtPublication } from './publication-progress.tsx'
import { typeChangeMessages } from './type-change-messages.ts'

const outcomes = ['exact', 'changed', 'impossible', 'edited'] as const
const tones = { exact: 'green', changed: 'amber', impossible: 'red', edited: 'blue' } as const
const ones = {
  exact: 'exactOne',
  changed: 'changedOne',
  impossible: 'impossibleOne',
  edited: 'editedOne',
} as const

/** What publishing does to the values of fields that change their type, and what was done of that kind before. */
export function TypeChangeList({ changes }: { readonly changes: TypeChanges }): ReactNode {
  const t = useT(typeChangeMessages)
  const { pending, done } = changes
  const last = done.filter(
    (row, at) =>
      row.keptColumn !== null &&
      done.findIndex((one) => one.entity === row.entity && one.field === row.field) === at,
  )
  return (
    <>
      {pending.length === 0 ? null : (
        <section>
          <h3>{t('title')}</h3>
          {pending.map((one) => (
            <Pending key={`${one.entity}.${one.field}`} change={one} />
          ))}
        </section>
      )}
      {last.length === 0 ? null : (
        <section>
          <h3>{t('recent')}</h3>
          <ul className="d-changes">
            {last.slice(0, 5).map((row) => (
              <Done key={row.id} row={row} />
            ))}
          </ul>
        </section>
      )}
    </>
  )
}

function useNames() {
  const { kit, model } = useWorkbench()
  const locale = useLocale()
  const words = (label: LocalizedText | undefined, fallback: string): string => say(label, locale) || fallback
  return {
    type: (type: string): string => words(kit.fields.find(type)?.label, type),
    /** By key, or by the stable id that outlives renames. */
    field: (entity: string, field: string): string => {
      const found = model.entities.find((one) => one.key === entity || one.document.id === entity)
      const own = found?.fields.find((one) => one.key === field || one.document.id === field)
      return `${words(found?.document.label, entity)} · ${words(own?.document.label, field)}`
    },
  }
}

function Pending({ change }: { readonly change: TypeChangePreview }): ReactNode {
  const t = useT(typeChangeMessages)
  const locale = useLocale()
  const names = useNames()
  const told = outcomes.filter((outcome) => change[outcome] > 0)
  const notes = [
    change.restores ? t('restores') : undefined,
    !change.restores && change.impossible > 0 ? t('kept') : undefined,
    change.rows === 0 ? t('computed') : undefined,
    change.prepared ? t('ready') : change.large ? t('large') : undefined,
  ].filter((note) => note !== undefined)
  return (
    <div className="d-type-change">
      <p>
        <b>{names.field(change.entity, change.field)}</b>
        <span className="m-faint">
          {names.type(change.from)} → {names.type(change.to)}
        </span>
        {told.map((outcome) => (
          <Tag key={outcome} color={tones[outcome]}>
            {t(outcome, { n: change[outcome] })}
          </Tag>
        ))}
      </p>
      {notes.map((note) => (
        <p key={note} className="m-faint">
          {note}
        </p>
      ))}
      {change.samples.length === 0 ? null : (
        <table>
          <thead>
            <tr>
              <th>{t('before')}</th>
              <th>{t('after')}</th>
              <th>{t('outcome')}</th>
            </tr>
          </thead>
          <tbody>
            {change.samples.map((sample, at) => (
              <tr key={at}>
                <td>{sample.before}</td>
                <td>{sample.after}</td>
                <td>
                  <Tag color={tones[sample.outcome]}>{t(ones[sample.outcome])}</Tag>
                  {sample.why === undefined ? null : (
                    <small className="m-faint">{say(sample.why, locale)}</small>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

function Done({ row }: { readonly row: TypeChangeRow }): ReactNode {
  const t = useT(typeChangeMessages)
  const names = useNames()
  const words = useT(publicationMessages)
  const { api } = useWorkbench()
  const look = useLookAtPublication()
  const refresh = useAfterPublish()
  const toast = useToast()
  const confirm = useConfirm()
  const undo = useMutation({
    mutationFn: () => api.undoTypeChange(row.id),
    onSuccess: async (answer) => {
      if ('publication' in answer) {
        toast({ text: words('asked') })
        return look()
      }
      toast({ text: t('undone', { n: answer.version }), tone: 'success' })
      await refresh()
    },
    onError: (error) => toast({ text: error.message, tone: 'danger' }),
  })
  const ask = async (): Promise<void> => {
    if (await confirm({ title: t('undoAsk', { type: names.type(row.from.type) }), action: t('undo') }))
      undo.mutate()
  }
  return (
    <li>
      <Icon name="history" />
      <span>
        {names.field(row.entity, row.field)}{' '}
        <span className="m-faint">
          {names.type(row.from.type)} → {names.type(row.to.type)}
        </span>
      </span>
      <Button size="small" loading={undo.isPending} onClick={() => void ask()}>
        {t('undo')}
      </Button>
    </li>
  )
}
