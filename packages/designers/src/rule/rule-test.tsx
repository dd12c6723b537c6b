import type { RuleDocument } from '@mortise/schema'
import { Card, useT } from '@mortise/ui'
import { useMutation } from '@tanstack/react-query'
import { Button, Select } from 'antd'
import { type ReactNode, useState } from 'react'
import { useWorkbench } from '../workbench/context.tsx'
import { useEffectWords } from './effect-words.ts'
import { messages } from './messages.ts'

type Hit = { readonly value: string; readonly label: string }

/** Tries the rule on a record: what would happen, with nothing written. */
export function RuleTest({ rule }: { readonly rule: RuleDocument }): ReactNode {
  const t = useT(messages)
  const { client, api, model } = useWorkbench()
  const [hits, setHits] = useState<readonly Hit[]>([])
  const [id, setId] = useState<string>()
  const title = model.entity(rule.entity)?.document.title ?? 'id'
  const find = (text: string): void =>
    void client.records
      .query({ entity: rule.entity, fields: [title], limit: 20, ...(text === '' ? {} : { search: text }) })
      .then(({ data }) =>
        setHits(data.map((one) => ({ value: one.id, label: String(one[title] ?? one.id) }))),
      )
      .catch(() => setHits([]))
  const { words, prepare } = useEffectWords(
    rule.entity,
    (one) => hits.find(({ value }) => value === one)?.label,
  )
  const trial = useMutation({
    mutationFn: async (record: string) => {
      // Names are a courtesy: without them the trial still tells how many people there are.
      await prepare().catch(() => undefined)
      return api.testRule(rule, record)
    },
  })
  const matched = trial.data?.matched === true
  const effects = trial.data?.effects ?? []
  return (
    <Card title={t('test')} className="d-rule-test">
      <div className="m-row d-rule-test-row">
        <Select<string>
          aria-label={t('testPick')}
          placeholder={t('testPick')}
          showSearch={{ filterOption: false, onSearch: find }}
          value={id ?? null}
          options={[...hits]}
          onFocus={() => find('')}
          onChange={setId}
        />
        <Button
          disabled={id === undefined}
          loading={trial.isPending}
          onClick={() => id !== undefined && trial.mutate(id)}
        >
          {t('testRun')}
        </Button>
        <span className="m-faint">{t('testNothing')}</span>
      </div>
      {trial.error === null ? null : <p className="m-error">{trial.error.message}</p>}
      {trial.data === undefined ? null : (
        <div className="d-rule-test-result">
          <p>
            {matched
              ? effects.length === 0
                ? t('testNone')
                : t('testHits', { n: effects.length })
              : t('testMisses')}
          </p>
          <ol>
            {effects.map((effect, at) => {
              const { text, values } = words(effect)
              return (
                <li key={at}>
                  <b>{text}</b>
                  {values.length === 0 ? null : (
                    <dl>
                      {values.map((one) => (
                        <div key={one.label}>
                          <dt>{one.label}</dt>
                          <dd>{one.value}</dd>
                        </div>
                      ))}
                    </dl>
                  )}
                </li>
              )
            })}
          </ol>
        </div>
      )}
    </Card>
  )
}
