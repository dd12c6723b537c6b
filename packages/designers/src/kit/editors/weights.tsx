import type { Json } from '@mortise/expressions'
import type { InputProps } from '@mortise/fields/react'
import { IconButton, useT } from '@mortise/ui'
import { useQuery } from '@tanstack/react-query'
import { InputNumber } from 'antd'
import type { ReactNode } from 'react'
import { useWorkbench } from '../../workbench/context.tsx'
import { ChoiceBox } from './choice-box.tsx'
import { messages } from './messages.ts'

/** What a vote begins with: of two people neither decides alone. */
const firstWeight = 30

type Weights = { readonly [person: string]: number }

/** What the vote of each person is worth, by person, with the sum of all. */
export function WeightsEditor({ value, onChange }: InputProps): ReactNode {
  const { client } = useWorkbench()
  const t = useT(messages)
  const users = useQuery({ queryKey: ['people', 'users'], queryFn: () => client.people.users() })
  const weights = (typeof value === 'object' && value !== null ? value : {}) as Weights
  const rows = Object.entries(weights)
  const write = (next: readonly (readonly [string, number])[]): void =>
    onChange(Object.fromEntries(next) as unknown as Json)
  // Somebody whom a folder named by key stays named so.
  const people = (users.data ?? [])
    .filter((one) => one.active)
    .map(({ id, key, name }) => ({
      value: Object.hasOwn(weights, key ?? '') ? (key ?? id) : id,
      label: name,
    }))
  const free = people.filter((one) => !Object.hasOwn(weights, one.value))
  const sum = rows.reduce((all, [, weight]) => all + weight, 0)
  return (
    <div className="m-editor-rows">
      {rows.map(([person, weight], at) => (
        <span key={person} className="d-pair d-weight">
          <ChoiceBox
            label={t('weightOf')}
            value={person}
            choices={people.filter((one) => one.value === person || free.includes(one))}
            onChange={(next) =>
              write(typeof next === 'string' ? rows.with(at, [next, weight]) : rows.toSpliced(at, 1))
            }
          />
          <InputNumber
            aria-label={t('weight')}
            min={0}
            max={10_000}
            precision={0}
            value={weight}
            onChange={(next) => write(rows.with(at, [person, next ?? 0]))}
          />
          <IconButton icon="x" label={t('remove')} onClick={() => write(rows.toSpliced(at, 1))} />
        </span>
      ))}
      <ChoiceBox
        label={t('addWeight')}
        placeholder={t('addWeight')}
        value={null}
        choices={free}
        onChange={(next) => (typeof next === 'string' ? write([...rows, [next, firstWeight]]) : undefined)}
      />
      {rows.length === 0 ? null : <span className="m-faint">{t('weightSum', { n: sum })}</span>}
    </div>
  )
}
