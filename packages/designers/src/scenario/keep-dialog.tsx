import { say } from '@mortise/errors'
import { randomId, useLocale, useT, useToast } from '@mortise/ui'
import { useMutation, useQueryClient } from '@tanstack/react-query'
import { Checkbox, Input, Modal } from 'antd'
import { type ReactNode, useState } from 'react'
import { deedWord } from '../flow/trial/deed-words.ts'
import { messages as trialMessages } from '../flow/trial/messages.ts'
import { useWorkbench } from '../workbench/context.tsx'
import { changedValues, fromTrial, type Kept, type Walked, wayOf } from './from-trial.ts'
import { messages } from './messages.ts'
import { scenariosKey } from './scenario-list.tsx'
import { waitWords } from './wait-words.ts'

/** Keeps a simulation as a scenario: its name, and what of its outcome is to be held on to. */
export function KeepDialog({
  walked,
  app,
  nameOf,
  onClose,
}: {
  readonly walked: Walked
  readonly app: string
  /** What a step is called. */
  readonly nameOf: (nodeId: string) => string
  readonly onClose: () => void
}): ReactNode {
  const t = useT(messages)
  const words = useT(trialMessages)
  const locale = useLocale()
  const toast = useToast()
  const { api } = useWorkbench()
  const queries = useQueryClient()
  const { trial, users, entity, starter } = walked
  const [label, setLabel] = useState('')
  const [keep, setKeep] = useState<Kept>({ status: true, way: true, values: true })
  const person = (id: string): string => users.find((one) => one.id === id)?.name ?? id
  const values = Object.keys(changedValues(walked))
  const labelOf = (field: string): string =>
    say(entity.document.fields.find(({ key }) => key === field)?.label, locale) || field
  const document = fromTrial(walked, { key: `s_${randomId().slice(0, 8)}`, label: label.trim(), keep })
  const save = useMutation({
    mutationFn: async () => {
      if (document === undefined) return
      await api.keepScenario(app, document)
      await queries.invalidateQueries({ queryKey: scenariosKey })
      toast({ text: t('kept'), tone: 'success' })
      onClose()
    },
  })
  const standing = trial.turns.flatMap(({ frames }) => frames).at(-1)?.standing ?? []
  const acts = trial.turns.slice(1).map(({ deed, at }, index) =>
    deed === null
      ? t('waited', { text: waitWords(t, trial.turns[index]?.at ?? at, at) })
      : words(deed.person === null ? 'deedNobody' : 'deed', {
          name: person(deed.person ?? ''),
          what: deedWord(words, deed.command),
          node: nameOf(deed.nodeId),
        }),
  )
  const status = trial.status === 'none' ? 'failed' : trial.status
  return (
    <Modal
      open
      title={t('keepTitle')}
      okText={t('keep')}
      cancelText={t('cancel')}
      okButtonProps={{ disabled: label.trim() === '' || document === undefined, loading: save.isPending }}
      onOk={() => save.mutate()}
      onCancel={onClose}
    >
      <div className="s-keep">
        <label>
          {t('name')}
          <Input
            autoFocus
            value={label}
            maxLength={80}
            placeholder={t('namePlaceholder')}
            onChange={(event) => setLabel(event.target.value)}
          />
        </label>
        {document === undefined ? <p className="m-error">{t('cannotKeep')}</p> : null}
        {save.error === null ? null : <p className="m-error">{save.error.message}</p>}
        <dl>
          <dt>{t('given')}</dt>
          <dd>
            {t('givenRecord', {
              entity: say(entity.document.label, locale),
              title: trial.record.title,
              name: person(starter),
            })}
          </dd>
          <dt>{t('when')}</dt>
          <dd>
            {acts.length === 0 ? (
              t('whenNobody')
            ) : (
              <ol>
                {acts.map((one, at) => (
                  <li key={at}>{one}</li>
                ))}
              </ol>
            )}
          </dd>
          <dt>{t('then')}</dt>
          <dd className="s-then">
            <Checkbox
              checked={keep.status}
              onChange={(event) => setKeep({ ...keep, status: event.target.checked })}
            >
              {t('thenStatus', { status: t(`status_${status}`) })}
              {standing.length === 0
                ? ''
                : ` · ${t('thenAt', { names: standing.map(nameOf).join(t('comma')) })}`}
            </Checkbox>
            <Checkbox
              checked={keep.way}
              onChange={(event) => setKeep({ ...keep, way: event.target.checked })}
            >
              {t('thenWay', { names: wayOf(walked).map(nameOf).join(' → ') })}
            </Checkbox>
            {values.length === 0 ? null : (
              <Checkbox
                checked={keep.values}
                onChange={(event) => setKeep({ ...keep, values: event.target.checked })}
              >
                {t('thenValues', { names: values.map(labelOf).join(t('comma')) })}
              </Checkbox>
            )}
          </dd>
        </dl>
      </div>
    </Modal>
  )
}
